import Groundwork
import Synchronization

/// Some tasks that one worker does, one after the other: what is queued, sent and answered.
package final class PoolJob: Sendable {
  /// How far a job has come; it only moves on.
  private enum Stage: UInt8, AtomicRepresentable {
    case waiting, taken, cancelled
  }

  /// The name of the tasks' type, for messages.
  package let typeName: String
  private let stage = Atomic(Stage.waiting)
  private let letter: Letter
  private let done: @Sendable (Result<Message, PoolError>) -> Void

  /// Encodes tasks of one type.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - done: Is called once, with what became of them, by the thread of a seat.
  /// - Throws: `PoolError.unreachableType`, `.unencodable`.
  init<Task: PoolTask>(
    _ tasks: [Task], done: @escaping @Sendable (Result<Answer<Task.Output>, PoolError>) -> Void
  ) throws {
    guard let name = TypeNames.name(of: Task.self) else {
      throw PoolError.unreachableType("\(Task.self)")
    }
    typeName = "\(Task.self)"
    do {
      letter = try Letter(Order(typeName: name, tasks: tasks))
    } catch {
      throw PoolError.unencodable("\(Task.self)", reason(of: error))
    }
    self.done = { result in
      done(
        result.flatMap { message in
          Result { try message.decoded(Answer<Task.Output>.self) }.mapError { error in
            PoolError.undecodable("\(Task.Output.self)", reason(of: error))
          }
        })
    }
  }

  /// Takes the job away if no worker has it: it will never be done, nor `done` be called.
  ///
  /// - Returns: Whether no worker had it.
  @discardableResult
  package func cancel() -> Bool {
    stage.compareExchange(
      expected: .waiting, desired: .cancelled, ordering: .acquiringAndReleasing
    ).exchanged
  }

  /// Takes the job for a seat; false if it was cancelled.
  func take() -> Bool {
    stage.compareExchange(expected: .waiting, desired: .taken, ordering: .acquiringAndReleasing)
      .exchanged
  }

  /// Tells what became of the job; once.
  package func finish(_ result: Result<Message, PoolError>) { done(result) }

  /// Sends the job to a worker.
  func post(through connection: Connection) throws {
    try letter.post(through: connection)
  }
}

/// An encoded message with room for its header, and the handles that belong to it.
private struct Letter: @unchecked Sendable {
  // Nobody writes to it but the one thread that posts it, which puts a header before it.
  private let frame: Payload
  private let handles = Attachments()

  init(_ value: some Encodable) throws {
    frame = try Connection.encoder(collecting: handles).withEncodedBytes(
      of: value, after: FrameHeader.byteCount
    ) { bytes in
      let frame = try Payload(byteCount: bytes.count)
      frame.bytes.copyMemory(from: UnsafeRawBufferPointer(bytes))
      return frame
    }
  }

  func post(through connection: Connection) throws {
    try connection.post(frame.bytes, with: handles)
  }
}

extension Message {
  /// The message as a value.
  func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try withBytes { try decoder.decode(type, from: $0) }
  }
}

/// What an error says in a sentence; those of coders print as a dump otherwise.
func reason(of error: any Error) -> String {
  let context: (path: [any CodingKey], text: String)? =
    switch error {
    case EncodingError.invalidValue(_, let context): (context.codingPath, context.debugDescription)
    case DecodingError.dataCorrupted(let context), DecodingError.keyNotFound(_, let context),
      DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      (context.codingPath, context.debugDescription)
    default: nil
    }
  guard let context else { return "\(error)" }
  let path = context.path.map { $0.intValue.map(String.init) ?? $0.stringValue }
  return (path.isEmpty ? "" : "at `\(path.joined(separator: "."))`: ") + context.text
}

extension ProcessPool {
  /// Queues tasks as one job, and goes on at once.
  ///
  /// - Parameters:
  ///   - tasks: Tasks for one worker, which does them one after the other.
  ///   - done: Is called once, when they are done or have failed. It must not block: the seat whose
  ///     thread calls it does nothing else meanwhile.
  /// - Returns: The job.
  /// - Throws: `PoolError`, if the pool takes no more tasks, or they can't be encoded; `done` is
  ///   never called then.
  @discardableResult
  package func start<Task: PoolTask>(
    _ tasks: [Task],
    done: @escaping @Sendable (Result<Answer<Task.Output>, PoolError>) -> Void
  ) throws -> PoolJob {
    let job = try PoolJob(tasks, done: done)
    try engine.add([job])
    return job
  }

  /// Queues many jobs, and goes on at once.
  ///
  /// All are encoded before the first one is done: either all are queued, or none.
  ///
  /// - Parameters:
  ///   - chunks: The tasks of each job.
  ///   - done: Is called once for each job, with its index, as for `start`. They come in any order.
  /// - Throws: As `start`.
  package func start<Task: PoolTask>(
    chunks: [[Task]],
    done: @escaping @Sendable (Int, Result<Answer<Task.Output>, PoolError>) -> Void
  ) throws {
    try engine.add(
      chunks.enumerated().map { index, tasks in try PoolJob(tasks) { done(index, $0) } })
  }
}

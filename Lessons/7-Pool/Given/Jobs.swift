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
  private let received: @Sendable (Message) throws -> Bool
  private let failed: @Sendable (PoolError) -> PoolJob?

  /// Encodes an order.
  ///
  /// - Parameters:
  ///   - order: What is sent to the worker.
  ///   - typeName: What the order is about.
  ///   - received: Is called with each message of the worker; returns whether there will be more.
  ///   - failed: Is called if the worker doesn't come to the end; returns what is left, if that is for
  ///     another worker.
  /// - Throws: `PoolError.unencodable`.
  init(
    _ order: some Encodable, of typeName: String,
    received: @escaping @Sendable (Message) throws -> Bool,
    failed: @escaping @Sendable (PoolError) -> PoolJob?
  ) throws {
    self.typeName = typeName
    do {
      letter = try Letter(order)
    } catch {
      throw PoolError.unencodable(typeName, reason(of: error))
    }
    self.received = received
    self.failed = failed
  }

  /// Encodes tasks of one type.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - done: Is called once, with what became of them, by the thread of a seat.
  /// - Throws: `PoolError.unreachableType`, `.unencodable`.
  package convenience init<Task: PoolTask>(
    _ tasks: [Task], done: @escaping @Sendable (Result<Answer<Task.Output>, PoolError>) -> Void
  ) throws {
    let order = Order(typeName: try TypeNames.known(Task.self), content: tasks)
    try self.init(
      order, of: "\(Task.self)",
      received: { message in
        done(
          Result { try message.decoded(Answer<Task.Output>.self) }.mapError { error in
            PoolError.undecodable("\(Task.Output.self)", reason(of: error))
          })
        return false
      },
      failed: { error in
        done(.failure(error))
        return nil
      })
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
  package func take() -> Bool {
    stage.compareExchange(expected: .waiting, desired: .taken, ordering: .acquiringAndReleasing)
      .exchanged
  }

  /// Gives the job back for another seat; it can be cancelled again.
  func putBack() { stage.store(.waiting, ordering: .releasing) }

  /// Hands on a message of the worker; returns whether there will be more.
  @discardableResult
  package func receive(_ message: Message) throws -> Bool { try received(message) }

  /// Says that the job has failed.
  ///
  /// - Returns: What is left of it, if another worker is to do that.
  @discardableResult
  package func fail(_ error: PoolError) -> PoolJob? { failed(error) }

  /// Sends the job to a worker.
  ///
  /// - Parameter connection: The pool's end of the worker's connection.
  /// - Throws: What `send` throws.
  package func post(through connection: Connection) throws {
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

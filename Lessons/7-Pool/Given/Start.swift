import Groundwork

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
    let jobs = try PoolJob.helpingThemselves(
      to: chunks, seats: engine.options.tasksPerWorker == nil ? engine.options.seats : 0, done: done
    )
    try engine.add(
      jobs ?? chunks.enumerated().map { index, tasks in try PoolJob(tasks) { done(index, $0) } })
  }
}

extension PoolJob {
  /// Jobs that let the workers help themselves to chunks.
  ///
  /// - Parameters:
  ///   - chunks: The tasks of each chunk.
  ///   - seats: How many workers there may be.
  ///   - done: Is called once for each chunk.
  /// - Returns: The jobs; nil if the chunks have to be sent one by one: they are few, or have handles.
  /// - Throws: `PoolError.unreachableType`, `.unencodable`.
  package static func helpingThemselves<Task: PoolTask>(
    to chunks: [[Task]], seats: Int,
    done: @escaping @Sendable (Int, Result<Answer<Task.Output>, PoolError>) -> Void
  ) throws -> [PoolJob]? {
    let name = try TypeNames.known(Task.self)
    guard chunks.count > seats, seats > 0 else { return nil }
    let handles = Attachments()
    let encoder = Connection.encoder(collecting: handles)
    var bytes: [UInt8] = []
    var ends: [Int] = []
    do {
      try encoder.withEncodedBytes(ofEach: chunks) {
        // They mostly are of one size; but if only the first is large, there may be no such memory.
        if ends.isEmpty {
          bytes.reserveCapacity(min($0.count, 1 << 26 / chunks.count) * chunks.count)
        }
        bytes += $0
        ends.append(bytes.count)
      }
    } catch {
      throw PoolError.unencodable("\(Task.self)", reason(of: error))
    }
    guard handles.descriptors.isEmpty,
      let batch = try? Batch(typeName: name, chunks: bytes, endingAt: ends)
    else { return nil }
    let job = BatchJob(batch, done: done)
    return try (0..<seats).map { _ in try job.ticket() }
  }
}

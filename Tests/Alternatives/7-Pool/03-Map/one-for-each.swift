// Alternative: Each chunk has an answer of its own, and all are waited for before one is looked at.

import Groundwork

extension ProcessPool {
  @available(*, noasync)
  public func map<Task: PoolTask>(
    _ tasks: some Sequence<Task>, chunk: Int? = nil
  ) throws -> [Task.Output] {
    let tasks = Array(tasks)
    let share = 4 * engine.options.seats
    let size = chunk ?? max(1, (tasks.count + share - 1) / share)
    guard size > 0 else { throw PoolError.noSense("chunk", size) }
    let chunks = stride(from: 0, to: tasks.count, by: size).map { start in
      Array(tasks[start..<min(start + size, tasks.count)])
    }
    // Answers come in the order in which the workers are done. Each has its place.
    let answers = chunks.map { _ in Later<Result<Answer<Task.Output>, PoolError>>(for: self) }
    try start(chunks: chunks) { index, answer in answers[index].set(answer) }
    return try answers.map { $0.wait() }.flatMap { try $0.get().outputs() }
  }
}

// Mistake: The last chunk is cut as if it was full.
// Caught by: The outputs come in the order of the tasks, however many there are in a chunk
// Verdict: crashed

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
      Array(tasks[start..<(start + size)])
    }
    // Answers come in the order in which the workers are done. Each has its place.
    let answers = Row<Result<Answer<Task.Output>, PoolError>>(count: chunks.count, for: self)
    try start(chunks: chunks) { index, answer in answers.put(answer, at: index) }
    return try answers.all().flatMap { try $0.get().outputs() }
  }
}

// Mistake: The default size of a chunk is rounded down, to zero for a few tasks.
// Caught by: The outputs come in the order of the tasks, however many there are in a chunk
// Verdict: failed

import Groundwork

extension ProcessPool {
  @available(*, noasync)
  public func map<Task: PoolTask>(
    _ tasks: some Sequence<Task>, chunk: Int? = nil
  ) throws -> [Task.Output] {
    let tasks = Array(tasks)
    let size = chunk ?? tasks.count / (4 * engine.options.seats)
    guard size > 0 else { throw PoolError.noSense("chunk", size) }
    let chunks = stride(from: 0, to: tasks.count, by: size).map { start in
      Array(tasks[start...].prefix(size))
    }
    // Answers come in the order in which the workers are done. Each has its place.
    let answers = Row<Result<Answer<Task.Output>, PoolError>>(count: chunks.count, for: self)
    try start(chunks: chunks) { index, answer in answers.put(answer, at: index) }
    return try answers.all().flatMap { try $0.get().outputs() }
  }
}

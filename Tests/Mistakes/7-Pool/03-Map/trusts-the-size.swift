// Beginner: A chunk of no tasks is not refused.
// Caught by: A chunk of no tasks makes no sense
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
    let chunks = stride(from: 0, to: tasks.count, by: size).map { start in
      Array(tasks[start...].prefix(size))
    }
    // Answers come in the order in which the workers are done. Each has its place.
    let answers = Row<Result<Answer<Task.Output>, PoolError>>(count: chunks.count, for: self)
    try start(chunks: chunks) { index, answer in answers.put(answer, at: index) }
    return try answers.all().flatMap { try $0.get().outputs() }
  }
}

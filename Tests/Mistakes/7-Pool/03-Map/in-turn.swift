// Mistake: Task after task is sent and waited for.
// Caught by: The first task may be done last
// Verdict: failed

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
      Array(tasks[start...].prefix(size))
    }
    // Answers come in the order in which the workers are done. Each has its place.
    return try chunks.flatMap { tasks in
      let answer = Later<Result<Answer<Task.Output>, PoolError>>(for: self)
      try start(tasks) { answer.set($0) }
      return try answer.wait().get().outputs()
    }
  }
}

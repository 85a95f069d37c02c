// Mistake: It looks every few milliseconds whether all answers are there.
// Caught by: map waits until all tasks are done, and is woken for that alone
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
      Array(tasks[start..<min(start + size, tasks.count)])
    }
    // Answers come in the order in which the workers are done. Each has its place.
    let answers = chunks.map { _ in Later<Result<Answer<Task.Output>, PoolError>>(for: self) }
    try start(chunks: chunks) { index, answer in answers[index].set(answer) }
    while answers.contains(where: { $0.value == nil }) { usleep(20_000) }
    return try answers.flatMap { try $0.wait().get().outputs() }
  }
}

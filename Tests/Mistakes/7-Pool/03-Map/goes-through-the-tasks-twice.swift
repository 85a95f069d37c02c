// Mistake: "The tasks, any number of them" (`some Sequence`): it counts them first and takes them
// then; of a sequence that can be gone through once (an iterator) nothing is left, and it returns
// [].
// Caught by: The tasks may be such as can be gone through once
// Verdict: failed
import Groundwork

extension ProcessPool {
  @available(*, noasync)
  public func map<Task: PoolTask>(
    _ tasks: some Sequence<Task>, chunk: Int? = nil
  ) throws -> [Task.Output] {
    let count = tasks.reduce(0) { count, _ in count + 1 }
    let tasks = Array(tasks)
    let share = 4 * engine.options.seats
    let size = chunk ?? max(1, (count + share - 1) / share)
    guard size > 0 else { throw PoolError.noSense("chunk", size) }
    let chunks = stride(from: 0, to: tasks.count, by: size).map { start in
      Array(tasks[start...].prefix(size))
    }
    let answers = Row<Result<Answer<Task.Output>, PoolError>>(count: chunks.count, for: self)
    try start(chunks: chunks) { index, answer in answers.put(answer, at: index) }
    return try answers.all().flatMap { try $0.get().outputs() }
  }
}

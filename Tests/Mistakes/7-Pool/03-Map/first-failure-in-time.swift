// Mistake: "the TaskFailure of the first task, in their order, that threw": it throws the failure
// that came first, which may be that of a later task.
// Caught by: Of several errors, that of the first task is thrown
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
    let answers = Row<Result<Answer<Task.Output>, PoolError>>(count: chunks.count, for: self)
    let failure = Later<any Error>(for: self)
    try start(chunks: chunks) { index, answer in
      do {
        _ = try answer.get().outputs()
      } catch {
        failure.set(error)
      }
      answers.put(answer, at: index)
    }
    let all = answers.all()
    if let error = failure.value { throw error }
    return try all.flatMap { try $0.get().outputs() }
  }
}

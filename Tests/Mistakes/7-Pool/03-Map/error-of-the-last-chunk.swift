// Mistake: "Of several, the first counts": the outputs are joined from the end, so that the failure of the last chunk that has one is thrown.
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
    try start(chunks: chunks) { index, answer in answers.put(answer, at: index) }
    return try answers.all().reversed().reduce(into: [Task.Output]()) { outputs, answer in
      outputs.insert(contentsOf: try answer.get().outputs(), at: 0)
    }
  }
}

// Mistake: "by default as many as make four chunks for each of `engine.options.seats`": it counts
// the processors in place of the seats; a pool of one worker gets chunks that are too small.
// Caught by: By default there are four chunks for each worker
// Verdict: failed
import Groundwork

extension ProcessPool {
  @available(*, noasync)
  public func map<Task: PoolTask>(
    _ tasks: some Sequence<Task>, chunk: Int? = nil
  ) throws -> [Task.Output] {
    let tasks = Array(tasks)
    let share = 4 * CurrentProcess.processorCount
    let size = chunk ?? max(1, (tasks.count + share - 1) / share)
    guard size > 0 else { throw PoolError.noSense("chunk", size) }
    let chunks = stride(from: 0, to: tasks.count, by: size).map { start in
      Array(tasks[start...].prefix(size))
    }
    let answers = Row<Result<Answer<Task.Output>, PoolError>>(count: chunks.count, for: self)
    try start(chunks: chunks) { index, answer in answers.put(answer, at: index) }
    return try answers.all().flatMap { try $0.get().outputs() }
  }
}

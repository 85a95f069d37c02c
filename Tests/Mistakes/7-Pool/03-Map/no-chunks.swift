// Mistake: Chunks are a matter of speed only, so each task is sent alone.
// Caught by: A chunk is done by one worker, one task after the other
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
    let chunks = tasks.indices.map { start in
      [tasks[start]]
    }
    // Answers come in the order in which the workers are done. Each has its place.
    let answers = Row<Result<Answer<Task.Output>, PoolError>>(count: chunks.count, for: self)
    try start(chunks: chunks) { index, answer in answers.put(answer, at: index) }
    return try answers.all().flatMap { try $0.get().outputs() }
  }
}

// Mistake: All chunks are made about equally long.
// Caught by: Each chunk but the last one is full
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
    let count = tasks.count / size + (tasks.count % size > 0 ? 1 : 0)
    // No worker shall have much less to do than the others.
    var rest = tasks[...]
    let chunks = (0..<count).map { index in
      let part = rest.prefix((rest.count + count - index - 1) / (count - index))
      rest = rest.dropFirst(part.count)
      return Array(part)
    }
    let answers = Row<Result<Answer<Task.Output>, PoolError>>(count: count, for: self)
    try start(chunks: chunks) { index, answer in answers.put(answer, at: index) }
    return try answers.all().flatMap { try $0.get().outputs() }
  }
}

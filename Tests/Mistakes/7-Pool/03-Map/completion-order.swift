// Mistake: Outputs come in the order in which the workers are done.
// Caught by: The first task may be done last
// Verdict: failed

import Groundwork
import Synchronization

private final class Counter: Sendable {
  private let count = Atomic(0)

  func next() -> Int { count.add(1, ordering: .relaxed).oldValue }
}

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
    let answers = Row<Result<Answer<Task.Output>, PoolError>>(count: chunks.count, for: self)
    let counter = Counter()
    try start(chunks: chunks) { _, answer in answers.put(answer, at: counter.next()) }
    return try answers.all().flatMap { try $0.get().outputs() }
  }
}

// Beginner: A task that the pool refuses is left out.
// Caught by: A task that can't be queued has a result, too
// Verdict: failed

import Groundwork

extension ProcessPool {
  public func results<Tasks: Sequence & Sendable>(
    of tasks: Tasks, window: Int? = nil
  ) -> PoolResults<Tasks> {
    PoolResults(pool: self, tasks: tasks, window: max(1, window ?? 2 * engine.options.seats))
  }
}

extension PoolResults.AsyncIterator {
  public mutating func next() async -> PoolResults.Element? {
    while ahead < window, let task = tasks.next() {
      ahead += 1
      do {
        try pool.start([task]) { [mailbox] answer in
          mailbox.yield(Result { try answer.get().outputs()[0] })
        }
      } catch {
        continue
      }
    }
    guard ahead > 0, let result = await arrivals.next() else { return nil }
    ahead -= 1
    return result
  }
}

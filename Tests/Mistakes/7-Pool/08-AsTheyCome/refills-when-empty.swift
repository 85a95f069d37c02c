// Mistake: It queues the next tasks only when nothing is on its way.
// Caught by: For each result that is taken, another task is queued
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
    var isFilling = ahead == 0
    while isFilling, let task = tasks.next() {
      ahead += 1
      isFilling = ahead < window
      do {
        try pool.start([task]) { [mailbox] answer in
          mailbox.yield(Result { try answer.get().outputs()[0] })
        }
      } catch {
        // This task can't be queued. The next one may.
        mailbox.yield(.failure(error))
      }
    }
    guard ahead > 0, let result = await arrivals.next() else { return nil }
    ahead -= 1
    return result
  }
}

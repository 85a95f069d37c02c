// Mistake: A window of none ends the sequence before the first task.
// Caught by: Each task's result comes once, whatever the window
// Verdict: failed

import Groundwork

extension ProcessPool {
  public func results<Tasks: Sequence & Sendable>(
    of tasks: Tasks, window: Int? = nil
  ) -> PoolResults<Tasks> {
    PoolResults(pool: self, tasks: tasks, window: window ?? 2 * engine.options.seats)
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
        // This task can't be queued. The next one may.
        mailbox.yield(.failure(error))
      }
    }
    guard ahead > 0, let result = await arrivals.next() else { return nil }
    ahead -= 1
    return result
  }
}

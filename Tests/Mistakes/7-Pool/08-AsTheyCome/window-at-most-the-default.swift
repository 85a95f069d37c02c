// Mistake: A window that is larger than the default is cut to it.
// Caught by: No more tasks are taken than the window allows
// Verdict: failed

import Groundwork

extension ProcessPool {
  public func results<Tasks: Sequence & Sendable>(
    of tasks: Tasks, window: Int? = nil
  ) -> PoolResults<Tasks> {
    // Two for each keep all workers busy: more only take memory.
    let most = 2 * engine.options.seats
    return PoolResults(pool: self, tasks: tasks, window: min(max(1, window ?? most), most))
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
        mailbox.yield(.failure(error))
      }
    }
    guard ahead > 0, let result = await arrivals.next() else { return nil }
    ahead -= 1
    return result
  }
}

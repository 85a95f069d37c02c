// Mistake: Asking every few milliseconds is taken for waiting.
// Caught by: join returns once the child has ended
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    while case .running = updatedState() {
      // Asleep most of the time.
      usleep(50_000)
    }
    switch updatedState() {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .running, .ended: break
    }
  }
}

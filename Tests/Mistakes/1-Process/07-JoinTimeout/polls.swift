// Mistake: Asking every few milliseconds is taken for waiting.
// Caught by: Waiting uses no processor
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  @discardableResult
  public func join(timeout: Duration) throws -> ExitStatus? {
    let deadline = Deadline(after: timeout)
    while case .running = updatedState() {
      if deadline.hasPassed { return nil }
      usleep(5_000)
    }
    switch updatedState() {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .running, .ended: return exitStatus
    }
  }
}

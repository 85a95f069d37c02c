// Mistake: The child is looked at once, and not waited for.
// Caught by: The end of the child ends the wait
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  @discardableResult
  public func join(timeout: Duration) throws -> ExitStatus? {
    switch updatedState() {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .running, .ended: return exitStatus
    }
  }
}

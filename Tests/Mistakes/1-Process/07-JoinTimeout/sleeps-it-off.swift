// Mistake: The whole time is slept through, and the child looked at after it.
// Caught by: The end of the child ends the wait
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  @discardableResult
  public func join(timeout: Duration) throws -> ExitStatus? {
    if case .ready = updatedState() { throw ProcessError.notStarted(name) }
    if case .running = updatedState(), timeout > .zero {
      usleep(UInt32(clamping: timeout.components.seconds * 1_000_000 + 20_000))
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
    return exitStatus
  }
}

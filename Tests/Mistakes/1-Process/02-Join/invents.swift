// Mistake: A wait that fails because the child is gone is taken for a normal end.
// Caught by: A child that somebody else reaped makes join throw
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    while case .running(let pid) = updatedState() {
      var information = siginfo_t()
      waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    }
    if case .ready = updatedState() { throw ProcessError.notStarted(name) }
  }
}

// Mistake: A call that a signal interrupts is taken for the end of the child.
// Caught by: A signal in between doesn't end the wait
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    if case .running(let pid) = updatedState() {
      var information = siginfo_t()
      waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    }
    switch updatedState() {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .running, .ended: break
    }
  }
}

// Mistake: Only the join that finds the loss tells it.
// Caught by: A child that somebody else reaped makes join throw
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    switch state.withLock({ $0 }) {
    case .ready: throw ProcessError.notStarted(name)
    case .ended, .lost: return
    case .running: break
    }
    while case .running(let pid) = updatedState() {
      var information = siginfo_t()
      _ = waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
      if case .lost = updatedState() { throw ProcessError.statusLost(name) }
    }
  }
}

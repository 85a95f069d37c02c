// Mistake: That a child was stopped is waited for as well, and stays news for ever.
// Caught by: A child that is stopped has not ended: join sleeps on
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    while case .running(let pid) = updatedState() {
      var information = siginfo_t()
      _ = waitid(P_PID, id_t(pid), &information, WEXITED | WSTOPPED | WNOWAIT)
    }
    switch updatedState() {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .running, .ended: break
    }
  }
}

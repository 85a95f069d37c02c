// Mistake: A child that is stopped is taken for one that has ended.
// Caught by: A stopped child is alive
// Verdict: failed

import Groundwork

extension ChildProcess {
  public var isAlive: Bool {
    guard case .running(let pid) = updatedState() else { return false }
    var information = siginfo_t()
    waitid(P_PID, id_t(pid), &information, WEXITED | WSTOPPED | WNOWAIT | WNOHANG)
    return information.si_signo == 0
  }
}

// Mistake: Asking waits for the end.
// Caught by: Asking doesn't wait
// Verdict: failed

import Groundwork

extension ChildProcess {
  public var isAlive: Bool {
    guard case .running(let pid) = updatedState() else { return false }
    var information = siginfo_t()
    waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    return false
  }
}

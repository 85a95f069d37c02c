// Mistake: Asking waits for the end.
// Caught by: Asking doesn't wait
// Verdict: failed

import Groundwork

extension ChildProcess {
  /// Whether the child has been started and has not ended.
  ///
  /// Doesn't block. A zombie has ended. Nothing is lost by asking: `exitStatus` still tells how
  /// the child ended.
  public var isAlive: Bool {
    guard case .running(let pid) = updatedState() else { return false }
    var information = siginfo_t()
    waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    return false
  }
}

// Alternative: waitid looks without reaping.

import Groundwork

extension ChildProcess {
  /// Whether the child has been started and has not ended.
  ///
  /// Doesn't block. A zombie has ended. Nothing is lost by asking: `exitStatus` still tells how
  /// the child ended.
  public var isAlive: Bool {
    guard case .running(let pid) = state.withLock({ $0 }) else { return false }
    var information = siginfo_t()
    let result = waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT | WNOHANG)
    return result == 0 && information.si_signo == 0
  }
}

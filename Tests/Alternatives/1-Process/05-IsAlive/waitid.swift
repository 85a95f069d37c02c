// Alternative: waitid looks without reaping.

import Groundwork

extension ChildProcess {
  public var isAlive: Bool {
    guard case .running(let pid) = state.withLock({ $0 }) else { return false }
    var information = siginfo_t()
    let result = waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT | WNOHANG)
    return result == 0 && information.si_signo == 0
  }
}

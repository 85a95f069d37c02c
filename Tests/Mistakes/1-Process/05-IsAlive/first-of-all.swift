// Mistake: It asks for any child that has ended, and compares the pid.
// Caught by: A zombie is not taken for alive
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public var isAlive: Bool {
    state.withLock { state -> Bool in
      guard case .running(let pid) = state else { return false }
      var information = siginfo_t()
      let options = WEXITED | WNOWAIT | WNOHANG
      guard waitid(P_ALL, 0, &information, options) == 0 else { return false }
      return information.si_signo == 0 || information._sifields._sigchld.si_pid != pid
    }
  }
}

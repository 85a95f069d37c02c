// Beginner: What waitpid does not report is alive, also what somebody else has reaped.
// Caught by: A child that somebody else reaped is not alive
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public var isAlive: Bool {
    state.withLock { state in
      guard case .running(let pid) = state else { return false }
      var waitStatus: CInt = 0
      guard waitpid(pid, &waitStatus, WNOHANG) == pid else { return true }
      state = .ended(pid: pid, waitStatus: waitStatus)
      return false
    }
  }
}

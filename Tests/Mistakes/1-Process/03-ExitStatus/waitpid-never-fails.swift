// Beginner: waitpid is taken to succeed, so that what somebody else has reaped seems to end with 0.
// Caught by: The status of a child that somebody else reaped is not invented
// Verdict: failed

import Groundwork
import Synchronization

extension ExitStatus {
  public init(waitStatus: CInt) {
    let signal = waitStatus & 0x7f
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xff) : .signaled(signal)
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    state.withLock { state in
      if case .running(let pid) = state {
        var waitStatus: CInt = 0
        if waitpid(pid, &waitStatus, WNOHANG) == 0 { return nil }
        state = .ended(pid: pid, waitStatus: waitStatus)
      }
      guard case .ended(_, let waitStatus) = state else { return nil }
      return ExitStatus(waitStatus: waitStatus)
    }
  }
}

// Mistake: Asking for the exit status waits for the end.
// Caught by: Before the end there is no status, and asking doesn't wait
// Verdict: failed

import Groundwork

extension ExitStatus {
  public init(waitStatus: CInt) {
    let signal = waitStatus & 0x7f
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xff) : .signaled(signal)
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    while case .running(let pid) = updatedState() {
      var information = siginfo_t()
      waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    }
    guard case .ended(_, let waitStatus) = updatedState() else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}

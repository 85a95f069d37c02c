// Mistake: What somebody else has reaped is reported as a success.
// Caught by: The status of a child that somebody else reaped is not invented
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
    switch updatedState() {
    case .ready, .running: return nil
    case .lost: return .exited(0)
    case .ended(_, let waitStatus): return ExitStatus(waitStatus: waitStatus)
    }
  }
}

// Mistake: The end of a child is known only to those who look.
// Caught by: The status is there without a join, and stays
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
    guard case .ended(_, let waitStatus) = state.withLock({ $0 }) else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}

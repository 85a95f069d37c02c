// Mistake: The exit code is taken for a signed byte.
// Caught by: Every exit code is decoded from the wait status
// Verdict: failed

import Groundwork

extension ExitStatus {
  public init(waitStatus: CInt) {
    let signal = waitStatus & 0x7f
    self =
      signal == 0 ? .exited(CInt(Int8(truncatingIfNeeded: waitStatus >> 8))) : .signaled(signal)
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    guard case .ended(_, let waitStatus) = updatedState() else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}

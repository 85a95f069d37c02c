// Mistake: The low byte of the wait status is taken for the exit code.
// Caught by: Every exit code is decoded from the wait status
// Verdict: failed

import Groundwork

extension ExitStatus {
  public init(waitStatus: CInt) {
    self = .exited(waitStatus & 0xff)
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    guard case .ended(_, let waitStatus) = updatedState() else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}

// Mistake: Every end is taken for an exit.
// Caught by: Every signal is decoded from the wait status
// Verdict: failed

import Groundwork

extension ExitStatus {
  public init(waitStatus: CInt) {
    self = .exited(waitStatus >> 8 & 0xff)
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    guard case .ended(_, let waitStatus) = updatedState() else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}

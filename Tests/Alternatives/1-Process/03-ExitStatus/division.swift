// Alternative: Bits are taken apart by division.

import Groundwork

extension ExitStatus {
  public init(waitStatus: CInt) {
    if waitStatus % 128 == 0 {
      self = .exited(waitStatus / 256)
    } else {
      self = .signaled(waitStatus % 128)
    }
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    guard case .ended(_, let waitStatus) = updatedState() else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}

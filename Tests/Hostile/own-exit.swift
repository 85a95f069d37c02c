// Hostile: A right answer to 1.3 that takes the place of a function of the C library.
// In: 1-Process/03-ExitStatus
// Says: defines `_exit`

import Groundwork

extension ExitStatus {
  public init(waitStatus: CInt) {
    let signal = waitStatus & 0x7f
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xff) : .signaled(signal)
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    guard case .ended(_, let waitStatus) = updatedState() else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}

@_cdecl("_exit") func ownExit(_ code: CInt) { while true {} }

// Hostile: A right answer to 1.3 that declares a function for all of its lesson that the groundwork has.
// In: 1-Process/03-ExitStatus
// Says: declares `todo`

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

public func todo(_ goal: String, file: StaticString = #filePath, line: UInt = #line) -> Never {
  while true {}
}

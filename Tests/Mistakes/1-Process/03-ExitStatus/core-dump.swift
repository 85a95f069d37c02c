// Mistake: The bit for a core dump is taken for a part of the signal.
// Caught by: The bit for a core dump is not part of the signal
// Verdict: failed

import Groundwork

extension ExitStatus {
  public init(waitStatus: CInt) {
    let signal = waitStatus & 0xff
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xff) : .signaled(signal)
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    guard case .ended(_, let waitStatus) = updatedState() else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}

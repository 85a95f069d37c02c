// Mistake: A mutex that another thread has for a moment is taken for a child that runs.
// Caught by: A status that is there is told, also when another thread asks at the same time
// Verdict: failed

import Groundwork

extension ExitStatus {
  public init(waitStatus: CInt) {
    let signal = waitStatus & 0x7f
    self = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signaled(signal)
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    let waitStatus: CInt?? = state.withLockIfAvailable { state in
      state.update()
      guard case .ended(_, let waitStatus) = state else { return nil }
      return waitStatus
    }
    return waitStatus.flatMap { $0 }.map(ExitStatus.init(waitStatus:))
  }
}

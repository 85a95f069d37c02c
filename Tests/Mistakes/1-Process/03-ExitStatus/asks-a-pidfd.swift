// Mistake: Whether the child has ended is asked of a descriptor.
// Caught by: The status is there also if there is no free descriptor
// Verdict: failed

import Groundwork
import Synchronization

extension ExitStatus {
  public init(waitStatus: CInt) {
    let signal = waitStatus & 0x7f
    self = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signaled(signal)
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    let now = state.withLock { state -> State in
      if case .running(let pid) = state, Self.hasEnded(pid) { state.update() }
      return state
    }
    guard case .ended(_, let waitStatus) = now else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }

  private static func hasEnded(_ pid: pid_t) -> Bool {
    guard let end = try? Descriptor.process(pid) else { return false }
    defer { end.close() }
    return (try? end.waitUntilReadable(until: Deadline(after: .zero))) ?? false
  }
}

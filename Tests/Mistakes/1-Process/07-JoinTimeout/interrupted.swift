// Mistake: A call that a signal interrupts is taken for the end of the time.
// Caught by: A signal in between neither ends the wait nor makes it longer
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  @discardableResult
  public func join(timeout: Duration) throws -> ExitStatus? {
    let deadline = Deadline(after: timeout)
    updatedState()
    let end: Descriptor? = try state.withLock { state in
      switch state {
      case .ready: throw ProcessError.notStarted(name)
      // Inside the mutex the pid is still the child's own. The descriptor stands for this child
      // alone, so the wait itself needs no mutex.
      case .running(let pid): try Descriptor.process(pid)
      case .ended, .lost: nil
      }
    }
    if let end {
      defer { end.close() }
      var wish = pollfd(fd: end.number, events: Int16(POLLIN), revents: 0)
      let rest = min(deadline.remaining ?? .seconds(1_000_000), .seconds(1_000_000))
      let (seconds, attoseconds) = rest.components
      let part = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
      _ = poll(&wish, 1, CInt(seconds * 1000 + part))
      if wish.revents == 0 { return nil }
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
    return exitStatus
  }
}

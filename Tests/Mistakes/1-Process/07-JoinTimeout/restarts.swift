// Mistake: Whoever is interrupted begins with the whole timeout again.
// Caught by: A signal in between neither ends the wait nor makes it longer
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  @discardableResult
  public func join(timeout: Duration) throws -> ExitStatus? {
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
      let rest = min(max(.zero, timeout), .seconds(1_000_000))
      let (seconds, attoseconds) = rest.components
      let limit = rest == .zero ? 0 : CInt(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
      while poll(&wish, 1, limit) == -1, errno == EINTR {}
      if wish.revents == 0 { return nil }
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
    return exitStatus
  }
}

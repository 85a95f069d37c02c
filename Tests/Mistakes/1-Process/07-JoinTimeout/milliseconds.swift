// Mistake: Every timeout fits into a C int, as milliseconds.
// Caught by: A timeout can be as long as you like
// Verdict: crashed

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
      let (seconds, attoseconds) = (deadline.remaining ?? .zero).components
      let milliseconds = CInt(
        seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
      while poll(&wish, 1, milliseconds) == -1, errno == EINTR {}
      if wish.revents == 0 { return nil }
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
    return exitStatus
  }
}

// Alternative: It calls poll by itself, for a day at a time at the most.

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
      var count: CInt = 0
      repeat {
        let rest = min(deadline.remaining ?? .seconds(86_400), .seconds(86_400))
        let (seconds, attoseconds) = rest.components
        let part = attoseconds / 1_000_000_000_000_000
        let isWhole = attoseconds % 1_000_000_000_000_000 == 0
        count = poll(&wish, 1, CInt(seconds * 1000 + part + (isWhole ? 0 : 1)))
        if count == -1, errno != EINTR { throw SystemError("poll") }
      } while count <= 0 && !deadline.hasPassed
      if wish.revents == 0 { return nil }
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
    return exitStatus
  }
}

// Mistake: Who was robbed of the child during the wait says that the time is over.
// Caught by: A child that is reaped by somebody else during the wait makes it throw, too
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
      case .lost: throw ProcessError.statusLost(name)
      case .ended: nil
      }
    }
    if let end {
      defer { end.close() }
      guard try end.waitUntilReadable(until: deadline) else { return nil }
    }
    return exitStatus
  }
}

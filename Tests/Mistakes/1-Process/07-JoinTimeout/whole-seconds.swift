// Mistake: The time is counted in whole seconds.
// Caught by: nil comes when the time is over, and not sooner
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  @discardableResult
  public func join(timeout: Duration) throws -> ExitStatus? {
    let deadline = Deadline(after: .seconds(timeout.components.seconds))
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
      guard try end.waitUntilReadable(until: deadline) else { return nil }
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
    return exitStatus
  }
}

// Beginner: The mutex is held during the wait, so that nobody else can use the child.
// Caught by: Other threads can use the child meanwhile
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  @discardableResult
  public func join(timeout: Duration) throws -> ExitStatus? {
    let deadline = Deadline(after: timeout)
    updatedState()
    let isOver = try state.withLock { state in
      switch state {
      case .ready: throw ProcessError.notStarted(name)
      case .running(let pid):
        let end = try Descriptor.process(pid)
        defer { end.close() }
        return try end.waitUntilReadable(until: deadline)
      case .ended, .lost: return true
      }
    }
    guard isOver else { return nil }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
    return exitStatus
  }
}

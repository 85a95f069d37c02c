// Mistake: A child that is late is ended.
// Caught by: A child that isn't over in time gives nil, and can be joined later
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
      case .running(let pid): try Descriptor.process(pid)
      case .ended, .lost: nil
      }
    }
    if let end {
      defer { end.close() }
      guard try end.waitUntilReadable(until: deadline) else {
        try kill()
        return nil
      }
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
    return exitStatus
  }
}

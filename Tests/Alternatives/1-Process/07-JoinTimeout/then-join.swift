// Alternative: The wait is over in time, so join has nothing to wait for.

import Groundwork
import Synchronization

extension ChildProcess {
  @discardableResult
  public func join(timeout: Duration) throws -> ExitStatus? {
    let deadline = Deadline(after: timeout)
    updatedState()
    let end = try state.withLock { state -> Descriptor? in
      guard case .running(let pid) = state else { return nil }
      return try Descriptor.process(pid)
    }
    if let end {
      let isOver = try end.waitUntilReadable(until: deadline)
      end.close()
      if !isOver { return nil }
    }
    try join()
    return exitStatus
  }
}

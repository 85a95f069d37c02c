// Alternative: The wait is over in time, so join has nothing to wait for.

import Groundwork
import Synchronization

extension ChildProcess {
  /// Waits until the child has ended, but for `timeout` at the most.
  ///
  /// It waits without polling. After a timeout, the child can still be joined. From several threads
  /// at once it works, too.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, asks without waiting.
  /// - Returns: How the child ended; nil if it has not ended in time.
  /// - Throws: `ProcessError.notStarted` before the start; `ProcessError.statusLost` if somebody
  ///   else reaped the child; `SystemError`, if the process has no descriptor left.
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

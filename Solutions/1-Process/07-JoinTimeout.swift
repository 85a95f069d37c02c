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

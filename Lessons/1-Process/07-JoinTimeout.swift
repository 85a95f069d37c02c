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
    todo("Wait until the child has ended or the time is over, without polling.")
  }
}

// Mistake: The whole time is slept through, and the child looked at after it.
// Caught by: The end of the child ends the wait
// Verdict: failed

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
    if case .ready = updatedState() { throw ProcessError.notStarted(name) }
    if case .running = updatedState(), timeout > .zero {
      usleep(UInt32(clamping: timeout.components.seconds * 1_000_000 + 20_000))
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
    return exitStatus
  }
}

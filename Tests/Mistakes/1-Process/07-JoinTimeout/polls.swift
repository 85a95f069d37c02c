// Mistake: Asking every few milliseconds is taken for waiting.
// Caught by: Waiting uses no processor
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
    let deadline = Deadline(after: timeout)
    while case .running = updatedState() {
      if deadline.hasPassed { return nil }
      usleep(5_000)
    }
    switch updatedState() {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .running, .ended: return exitStatus
    }
  }
}

// Mistake: A look at the child is taken for waiting: WNOHANG returns at once.
// Caught by: join returns once the child has ended
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  /// Waits until the child has ended.
  ///
  /// It can be called again, and from several threads at once. The child can be used from other
  /// threads meanwhile: whoever wants to terminate it must not have to wait for its end.
  ///
  /// - Throws: `ProcessError.notStarted` before the start; `ProcessError.statusLost` if somebody
  ///   else reaped the child.
  public func join() throws {
    if case .ready = updatedState() { throw ProcessError.notStarted(name) }
  }
}

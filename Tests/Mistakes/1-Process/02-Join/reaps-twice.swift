// Mistake: A child can be waited for again and again.
// Caught by: join can be called again, and from several threads at once
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
    guard let pid else { throw ProcessError.notStarted(name) }
    var waitStatus: CInt = 0
    while waitpid(pid, &waitStatus, 0) == -1 {
      guard errno == EINTR else { throw ProcessError.statusLost(name) }
    }
    state.withLock { $0 = .ended(pid: pid, waitStatus: waitStatus) }
  }
}

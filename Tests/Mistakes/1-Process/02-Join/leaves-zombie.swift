// Mistake: The end of the child is waited for, but nobody reaps it.
// Caught by: After join there is no zombie
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
    var information = siginfo_t()
    while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
  }
}

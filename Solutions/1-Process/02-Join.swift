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
    while case .running(let pid) = updatedState() {
      // WNOWAIT leaves the zombie, and so the pid, to `updatedState`, which reaps inside the mutex.
      // If a signal comes in between (EINTR), the loop looks again.
      var information = siginfo_t()
      waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    }
    switch updatedState() {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .running, .ended: break
    }
  }
}

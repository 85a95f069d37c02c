// Mistake: The mutex is held during the wait, so that nobody else can use the child.
// Caught by: Other threads can use the child while one joins it
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
    try state.withLock { state in
      switch state {
      case .ready: throw ProcessError.notStarted(name)
      case .lost: throw ProcessError.statusLost(name)
      case .ended: break
      case .running(let pid):
        var waitStatus: CInt = 0
        while waitpid(pid, &waitStatus, 0) == -1 {
          guard errno == EINTR else {
            state = .lost(pid: pid)
            throw ProcessError.statusLost(name)
          }
        }
        state = .ended(pid: pid, waitStatus: waitStatus)
      }
    }
  }
}

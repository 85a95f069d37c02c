// Mistake: Waiting for any child takes what belongs to other parts of the program.
// Caught by: join waits for its own child, and leaves the others alone
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
    while case .running(let pid) = updatedState() {
      var waitStatus: CInt = 0
      if waitpid(-1, &waitStatus, 0) == pid {
        state.withLock { $0 = .ended(pid: pid, waitStatus: waitStatus) }
      }
    }
    switch updatedState() {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .running, .ended: break
    }
  }
}

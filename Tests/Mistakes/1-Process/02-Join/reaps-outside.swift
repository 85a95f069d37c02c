// Mistake: The child is reaped before the mutex is taken: for a moment the state is wrong.
// Caught by: The child is reaped inside the mutex
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
    guard case .running(let pid) = updatedState() else {
      switch updatedState() {
      case .ready: throw ProcessError.notStarted(name)
      case .lost: throw ProcessError.statusLost(name)
      case .running, .ended: return
      }
    }
    var waitStatus: CInt = 0
    while waitpid(pid, &waitStatus, 0) == -1 {
      if errno == EINTR { continue }
      // Another thread has reaped it, and may still have to write that down.
      if case .running = updatedState() { continue }
      break
    }
    try state.withLock { state in
      if case .running = state { state = .ended(pid: pid, waitStatus: waitStatus) }
      if case .lost = state { throw ProcessError.statusLost(name) }
    }
  }
}

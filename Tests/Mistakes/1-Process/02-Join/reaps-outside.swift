// Mistake: The child is reaped before the mutex is taken: for a moment the state is wrong.
// Caught by: The child is reaped inside the mutex
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
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

// Mistake: Waiting for any child takes what belongs to other parts of the program.
// Caught by: join waits for its own child, and leaves the others alone
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
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

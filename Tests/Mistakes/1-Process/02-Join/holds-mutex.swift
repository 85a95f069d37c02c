// Mistake: The mutex is held during the wait, so that nobody else can use the child.
// Caught by: Other threads can use the child while one joins it
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
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

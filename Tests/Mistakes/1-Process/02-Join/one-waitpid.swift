// Beginner: One waitpid, outside the mutex, and what it returns is not looked at.
// Caught by: A signal in between doesn't end the wait
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    switch state.withLock({ $0 }) {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .ended: break
    case .running(let pid):
      var waitStatus: CInt = 0
      waitpid(pid, &waitStatus, 0)
      state.withLock { $0 = .ended(pid: pid, waitStatus: waitStatus) }
    }
  }
}

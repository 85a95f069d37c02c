// Mistake: A child can be waited for again and again.
// Caught by: join can be called again
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    guard let pid else { throw ProcessError.notStarted(name) }
    var waitStatus: CInt = 0
    while waitpid(pid, &waitStatus, 0) == -1 {
      guard errno == EINTR else { throw ProcessError.statusLost(name) }
    }
    state.withLock { $0 = .ended(pid: pid, waitStatus: waitStatus) }
  }
}

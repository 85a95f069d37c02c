// Mistake: A wait that finds no such child is taken for a child that somebody else has reaped.
// Caught by: A join is all right also if another thread has reaped the child just before
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    while case .running(let pid) = updatedState() {
      var information = siginfo_t()
      let result = waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
      if result == -1, errno == ECHILD { throw ProcessError.statusLost(name) }
    }
    switch updatedState() {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .running, .ended: break
    }
  }
}

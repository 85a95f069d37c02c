// Mistake: The end of the child is waited for, but nobody reaps it.
// Caught by: After join there is no zombie
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    guard let pid else { throw ProcessError.notStarted(name) }
    var information = siginfo_t()
    while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
  }
}

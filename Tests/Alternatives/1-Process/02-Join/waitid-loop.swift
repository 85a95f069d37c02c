// Alternative: The wait is a loop of its own, and EINTR is looked for.

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    guard let pid else { throw ProcessError.notStarted(name) }
    if case .running = updatedState() {
      var information = siginfo_t()
      while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1 {
        guard errno == EINTR else { break }
      }
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
  }
}

// Mistake: Nobody looks whether the program was started before.
// Caught by: A second start throws, and starts nothing
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func start() throws {
    try state.withLock { state in
      state = .running(pid: try spawn())
    }
  }

  @discardableResult
  public func wait() throws -> ExitStatus {
    while true {
      if let status = try statusIfEnded() { return status }
      // Without the mutex, and without reaping: whoever wants to end the program must not have to
      // wait for its end. After a signal (EINTR) the loop looks again.
      var information = siginfo_t()
      if let pid { waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) }
    }
  }
}

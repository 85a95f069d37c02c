// Mistake: A status that is lost is taken for a success.
// Caught by: If the system forgets how it ended while wait sleeps, wait throws
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func start() throws {
    try state.withLock { state in
      guard case .ready = state else { throw SubprocessError.alreadyStarted(arguments) }
      state = .running(pid: try spawn())
    }
  }

  @discardableResult
  public func wait() throws -> ExitStatus {
    while true {
      do {
        if let status = try statusIfEnded() { return status }
      } catch SubprocessError.statusLost {
        return .exited(0)
      }
      // Without the mutex, and without reaping: whoever wants to end the program must not have to
      // wait for its end. After a signal (EINTR) the loop looks again.
      var information = siginfo_t()
      if let pid { waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) }
    }
  }
}

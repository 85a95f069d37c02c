// Mistake: It waits for a stop, too, which is there again and again.
// Caught by: It sleeps, also while the program is stopped
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
      if let status = try statusIfEnded() { return status }
      var information = siginfo_t()
      // Whatever happens to it, the loop asks again.
      if let pid { waitid(P_PID, id_t(pid), &information, WEXITED | WSTOPPED | WNOWAIT) }
    }
  }
}

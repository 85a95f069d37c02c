// Mistake: The look at the state and its change are two steps, and another thread comes in between.
// Caught by: Of several threads that start at once, one does
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func start() throws {
    guard case .ready = state.withLock({ $0 }) else {
      throw SubprocessError.alreadyStarted(arguments)
    }
    let pid = try spawn()
    state.withLock { $0 = .running(pid: pid) }
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

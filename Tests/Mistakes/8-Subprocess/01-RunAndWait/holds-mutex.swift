// Mistake: The mutex is held during the wait, so that nobody else can use the program.
// Caught by: wait takes no other child's end, and lets others use the program
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
      state.withLock { state in
        guard case .running(let pid) = state else { return }
        var information = siginfo_t()
        waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
      }
    }
  }
}

// Beginner: A call that a signal interrupted is taken for the end.
// Caught by: A signal in between doesn't end the wait
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
    if let status = try statusIfEnded() { return status }
    var information = siginfo_t()
    if let pid { waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) }
    return try statusIfEnded() ?? .exited(0)
  }
}

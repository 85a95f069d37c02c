// Mistake: The program is reaped, and how it ended is not kept for the next one who asks.
// Caught by: wait can be called again, and from several threads at once
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
    var waitStatus: CInt = 0
    while waitpid(pid ?? 0, &waitStatus, 0) == -1 {
      if errno != EINTR { throw SubprocessError.statusLost(arguments) }
    }
    return ExitStatus(waitStatus: waitStatus)
  }
}

// Mistake: Asking again and again is taken for waiting.
// Caught by: Waiting uses no processor
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
      usleep(1_000)
    }
  }
}

// Mistake: A look at the program is taken for waiting, and a program that still runs for a success.
// Caught by: run returns once the program has ended, and says how
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
    return try statusIfEnded() ?? .exited(0)
  }
}

// Mistake: "`alreadyStarted` if it was started before": only one that is running is refused; after
// `wait` a second `start` runs the program once more.
// Caught by: One that has ended can't be started again
// Verdict: failed
import Groundwork
import Synchronization

extension Subprocess {
  public func start() throws {
    try state.withLock { state in
      if case .running = state { throw SubprocessError.alreadyStarted(arguments) }
      state = .running(pid: try spawn())
    }
  }

  @discardableResult
  public func wait() throws -> ExitStatus {
    while true {
      if let status = try statusIfEnded() { return status }
      var information = siginfo_t()
      if let pid { waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) }
    }
  }
}

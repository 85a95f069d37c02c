// Mistake: "It reads no output": when the program has ended, `wait` closes its streams, so that a
// `communicate` after it returns an empty output though the program has written "hello".
// Caught by: wait leaves the output to who reads it
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
      if let status = try statusIfEnded() {
        streams.withLock { $0?.close() }
        return status
      }
      var information = siginfo_t()
      if let pid { waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) }
    }
  }
}

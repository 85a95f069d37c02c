// Mistake: "The program is reaped only while this mutex is held", "from several threads at once":
// one thread reaps in `waitpid`, another one gets ECHILD before the first has stored the status,
// and throws `statusLost`.
// Caught by: The program is reaped only while the mutex is held
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
    guard let pid else { throw SubprocessError.notStarted(arguments) }
    var waitStatus: CInt = 0
    while waitpid(pid, &waitStatus, 0) == -1 {
      guard errno == EINTR else {
        if let status = try statusIfEnded() { return status }
        throw SubprocessError.statusLost(arguments)
      }
    }
    state.withLock { $0 = .ended(pid: pid, waitStatus: waitStatus) }
    return ExitStatus(waitStatus: waitStatus)
  }
}

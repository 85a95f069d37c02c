// Mistake: Waiting for any child takes what belongs to other parts of this process.
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
      var waitStatus: CInt = 0
      let ended = waitpid(-1, &waitStatus, 0)
      if ended == pid { state.withLock { $0 = .ended(pid: ended, waitStatus: waitStatus) } }
    }
  }
}

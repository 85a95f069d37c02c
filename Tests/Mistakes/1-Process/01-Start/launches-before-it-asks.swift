// Mistake: It launches outside of the mutex, and ends the child that is too many.
// Caught by: Of two threads that start the same child, one does
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    if pid != nil { throw ProcessError.alreadyStarted(name) }
    let new = try launch(target, name: name, endsWithParent: endsWithParent)
    let isOurs = state.withLock { state in
      guard case .ready = state else { return false }
      state = .running(pid: new)
      return true
    }
    guard isOurs else {
      _ = Groundwork.kill(new, SIGKILL)
      while waitpid(new, nil, 0) == -1 && errno == EINTR {}
      throw ProcessError.alreadyStarted(name)
    }
  }
}

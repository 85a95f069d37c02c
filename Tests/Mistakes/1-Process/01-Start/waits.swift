// Mistake: Starting a child includes waiting for it.
// Caught by: start returns while the child is still at work
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    try state.withLock { state in
      guard case .ready = state else { throw ProcessError.alreadyStarted(name) }
      let pid = try launch(target, name: name, endsWithParent: endsWithParent)
      state = .running(pid: pid)
      var information = siginfo_t()
      waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    }
  }
}

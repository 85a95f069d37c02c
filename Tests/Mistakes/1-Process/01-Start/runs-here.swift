// Mistake: A target that is called runs in the process that calls it.
// Caught by: The target runs in another process, a child of this one
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    try state.withLock { state in
      guard case .ready = state else { throw ProcessError.alreadyStarted(name) }
      state = .running(pid: CurrentProcess.pid)
    }
    try target.run()
  }
}

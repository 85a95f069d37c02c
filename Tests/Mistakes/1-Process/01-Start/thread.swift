// Mistake: A thread is taken for a process.
// Caught by: The target runs in another process, a child of this one
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    try state.withLock { state in
      guard case .ready = state else { throw ProcessError.alreadyStarted(name) }
      let target = target
      try BackgroundThread { try? target.run() }
      state = .running(pid: CurrentProcess.pid)
    }
  }
}

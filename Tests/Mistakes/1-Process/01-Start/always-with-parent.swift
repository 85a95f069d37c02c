// Mistake: Every child is ended with its parent, whether that was wished or not.
// Caught by: launch is told whether the child ends with its parent, or goes on after it
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    try state.withLock { state in
      guard case .ready = state else { throw ProcessError.alreadyStarted(name) }
      // Still inside the mutex: a second thread must not get past the guard meanwhile.
      state = .running(pid: try launch(target, name: name, endsWithParent: true))
    }
  }
}

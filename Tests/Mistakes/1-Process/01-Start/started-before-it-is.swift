// Mistake: The child is marked as started before it is: a launch that fails leaves the mark.
// Caught by: A start that fails throws why, and can be tried again
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    try state.withLock { state in
      guard case .ready = state else { throw ProcessError.alreadyStarted(name) }
      state = .running(pid: 0)
      state = .running(pid: try launch(target, name: name, endsWithParent: endsWithParent))
    }
  }
}

// Mistake: The child is launched without the wish to end with its parent.
// Caught by: A child that ends with its parent is told so
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    try state.withLock { state in
      guard case .ready = state else { throw ProcessError.alreadyStarted(name) }
      state = .running(pid: try launch(target, name: name))
    }
  }
}

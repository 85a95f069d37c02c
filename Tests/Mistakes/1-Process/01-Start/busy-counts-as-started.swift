// Mistake: A mutex that another thread has for a moment is taken for a start.
// Caught by: A start waits while another thread asks about the child
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    let isStarted: Void? = try state.withLockIfAvailable { state in
      guard case .ready = state else { throw ProcessError.alreadyStarted(name) }
      state = .running(pid: try launch(target, name: name, endsWithParent: endsWithParent))
    }
    if isStarted == nil { throw ProcessError.alreadyStarted(name) }
  }
}

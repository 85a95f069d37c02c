// Beginner: The look at the state and its change are two steps, and another thread comes in between.
// Caught by: Of two threads that start the same child, one does
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    guard case .ready = state.withLock({ $0 }) else { throw ProcessError.alreadyStarted(name) }
    let pid = try launch(target, name: name, endsWithParent: endsWithParent)
    state.withLock { $0 = .running(pid: pid) }
  }
}

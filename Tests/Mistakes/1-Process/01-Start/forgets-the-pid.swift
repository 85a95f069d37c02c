// Mistake: The pid that launch returns is thrown away.
// Caught by: pid is nil before the start, and the child's own after it
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    try state.withLock { state in
      guard case .ready = state else { throw ProcessError.alreadyStarted(name) }
      // Still inside the mutex: a second thread must not get past the guard meanwhile.
      _ = try launch(target, name: name, endsWithParent: endsWithParent)
    }
  }
}

// Mistake: The look at the state and its change are two steps, and another thread comes in between.
// Caught by: Of two threads that start the same child, one does
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  /// Starts the child process, and goes on without waiting for it.
  ///
  /// `launch` does the work. What is left is to remember the pid: everything else that can be done
  /// with a child needs it.
  ///
  /// - Throws: `ProcessError.alreadyStarted` if it was started before, from whichever thread; what
  ///   `launch` throws, and then the child can be started again.
  public func start() throws {
    guard case .ready = state.withLock({ $0 }) else { throw ProcessError.alreadyStarted(name) }
    let pid = try launch(target, name: name, endsWithParent: endsWithParent)
    state.withLock { $0 = .running(pid: pid) }
  }
}

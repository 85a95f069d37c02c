// Mistake: The child is marked as started before it is: a launch that fails leaves the mark.
// Caught by: A start that fails throws why, and can be tried again
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
    try state.withLock { state in
      guard case .ready = state else { throw ProcessError.alreadyStarted(name) }
      state = .running(pid: 0)
      state = .running(pid: try launch(target, name: name, endsWithParent: endsWithParent))
    }
  }
}

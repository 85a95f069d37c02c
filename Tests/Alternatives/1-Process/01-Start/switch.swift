// Alternative: The state is switched over, and the pid kept in a constant first.

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
      switch state {
      case .ready:
        let pid = try launch(target, name: name, endsWithParent: endsWithParent)
        state = .running(pid: pid)
      case .running, .ended, .lost:
        throw ProcessError.alreadyStarted(name)
      }
    }
  }
}

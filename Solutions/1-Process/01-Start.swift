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
      // Still inside the mutex: a second thread must not get past the guard meanwhile.
      state = .running(pid: try launch(target, name: name, endsWithParent: endsWithParent))
    }
  }
}

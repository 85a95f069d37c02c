// Alternative: The state is switched over, and the pid kept in a constant first.

import Groundwork
import Synchronization

extension ChildProcess {
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

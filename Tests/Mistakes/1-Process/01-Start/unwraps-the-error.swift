// Mistake: The system's error is taken out of launch's error.
// Caught by: Without a free descriptor it throws just what launch throws
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    try state.withLock { state in
      guard case .ready = state else { throw ProcessError.alreadyStarted(name) }
      do {
        state = .running(pid: try launch(target, name: name, endsWithParent: endsWithParent))
      } catch LaunchError.system(let error) {
        throw error
      }
    }
  }
}

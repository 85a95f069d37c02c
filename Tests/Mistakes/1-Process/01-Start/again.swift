// Mistake: A child can be started as often as one likes.
// Caught by: A second start throws, and starts nothing
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func start() throws {
    try state.withLock { state in
      state = .running(pid: try launch(target, name: name, endsWithParent: endsWithParent))
    }
  }
}

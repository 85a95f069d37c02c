// Mistake: A look at the child is taken for waiting: WNOHANG returns at once.
// Caught by: join returns once the child has ended
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    if case .ready = updatedState() { throw ProcessError.notStarted(name) }
  }
}

// Mistake: The timeout is not looked at.
// Caught by: A child that isn't over in time gives nil, and can be joined later
// Verdict: hung

import Groundwork
import Synchronization

extension ChildProcess {
  @discardableResult
  public func join(timeout: Duration) throws -> ExitStatus? {
    try join()
    return exitStatus
  }
}

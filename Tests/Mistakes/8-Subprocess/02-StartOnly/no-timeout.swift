// Mistake: The timeout is not looked at.
// Caught by: A program that isn't over in time gives nil, and runs on
// Verdict: hung

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    try statusIfEnded()
  }

  public func wait(timeout: Duration) throws -> ExitStatus? {
    return try wait()
  }
}

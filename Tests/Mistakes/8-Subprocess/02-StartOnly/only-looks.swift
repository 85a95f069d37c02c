// Mistake: The program is looked at once, and not waited for.
// Caught by: The end of the program ends the wait, not the timeout
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    try statusIfEnded()
  }

  public func wait(timeout: Duration) throws -> ExitStatus? {
    return try poll()
  }
}

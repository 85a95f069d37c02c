// Mistake: Asking every few milliseconds is taken for waiting.
// Caught by: The end of the program ends the wait, not the timeout
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    try statusIfEnded()
  }

  public func wait(timeout: Duration) throws -> ExitStatus? {
    let deadline = Deadline(after: timeout)
    while true {
      if let status = try statusIfEnded() { return status }
      if deadline.hasPassed { return nil }
      usleep(5_000)
    }
  }
}

// Mistake: The whole time is slept through, and the program looked at after it.
// Caught by: The end of the program ends the wait, not the timeout
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    try statusIfEnded()
  }

  public func wait(timeout: Duration) throws -> ExitStatus? {
    if timeout > .zero {
      usleep(
        UInt32(
          clamping: timeout.components.seconds * 1_000_000 + timeout.components.attoseconds
            / 1_000_000_000_000))
    }
    return try poll()
  }
}

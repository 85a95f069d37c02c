// Mistake: The whole time is slept through, and the program looked at after it.
// Caught by: The end of the program ends the wait, not the timeout
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  /// Asks how the program ended, without waiting for it.
  ///
  /// - Returns: How it ended; nil if it still runs.
  /// - Throws: `SubprocessError.notStarted` before the start; `SubprocessError.statusLost` if
  ///   somebody else reaped the program.
  public func poll() throws -> ExitStatus? {
    try statusIfEnded()
  }

  /// Waits until the program has ended, but for `timeout` at the most.
  ///
  /// Blocks the calling thread, without polling. After a timeout the program still runs, and can be
  /// waited for again.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, asks without waiting.
  /// - Returns: How the program ended; nil if it has not ended in time.
  /// - Throws: `SubprocessError.notStarted` before the start; `SubprocessError.statusLost` if
  ///   somebody else reaped the program; `SystemError`, if this process has no descriptor left.
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

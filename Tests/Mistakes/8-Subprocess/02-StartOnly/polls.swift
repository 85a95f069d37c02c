// Mistake: Asking every few milliseconds is taken for waiting.
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
    let deadline = Deadline(after: timeout)
    while true {
      if let status = try statusIfEnded() { return status }
      if deadline.hasPassed { return nil }
      usleep(5_000)
    }
  }
}

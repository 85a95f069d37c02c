// Mistake: poll reaps the program, and keeps nothing.
// Caught by: poll answers at once: nil while the program runs, how it ended afterwards
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
    guard let pid else { throw SubprocessError.notStarted(arguments) }
    var waitStatus: CInt = 0
    guard waitpid(pid, &waitStatus, WNOHANG) == pid else { return try statusIfEnded() }
    return ExitStatus(waitStatus: waitStatus)
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
    if let status = try statusIfEnded() { return status }
    let end: Descriptor? = try state.withLock { state in
      // Inside the mutex the pid is still the program's own.
      if case .running(let pid) = state { try Descriptor.process(pid) } else { nil }
    }
    defer { end?.close() }
    _ = try end?.waitUntilReadable(until: deadline)
    return try statusIfEnded()
  }
}

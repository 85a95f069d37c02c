// Alternative: It asks with poll, and waits only while there is no answer.

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
      if let status = try poll() { return status }
      if deadline.hasPassed { return nil }
      let end: Descriptor? = try state.withLock { state in
        guard case .running(let pid) = state else { return nil }
        return try Descriptor.process(pid)
      }
      defer { end?.close() }
      guard try end?.waitUntilReadable(until: deadline) ?? true else { return try poll() }
    }
  }
}

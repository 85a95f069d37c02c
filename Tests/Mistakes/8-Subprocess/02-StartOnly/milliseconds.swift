// Mistake: The timeout is turned into a number of milliseconds, which traps if it is long, or long ago.
// Caught by: No time, or less, asks without waiting
// Verdict: crashed

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    try statusIfEnded()
  }

  public func wait(timeout: Duration) throws -> ExitStatus? {
    let deadline = Deadline(after: .milliseconds(Int(timeout / .milliseconds(1))))
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

// Mistake: While it waits, it communicates, and so ends the input.
// Caught by: To wait is neither to read nor to write
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    try statusIfEnded()
  }

  public func wait(timeout: Duration) throws -> ExitStatus? {
    let deadline = Deadline(after: timeout)
    if let status = try statusIfEnded() { return status }
    do {
      try withStreams { streams in
        streams.input.isGiven = true
        _ = try streams.transfer(until: deadline)
      }
    } catch SubprocessError.busy {
      // Another thread does it.
    }
    let end: Descriptor? = try state.withLock { state in
      if case .running(let pid) = state { try Descriptor.process(pid) } else { nil }
    }
    defer { end?.close() }
    _ = try end?.waitUntilReadable(until: deadline)
    return try statusIfEnded()
  }
}

// Mistake: After the sleep, an error is taken for “not yet”.
// Caught by: A status that is lost while it waits is an error
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
    let end: Descriptor? = try state.withLock { state in
      if case .running(let pid) = state { try Descriptor.process(pid) } else { nil }
    }
    defer { end?.close() }
    guard try end?.waitUntilReadable(until: deadline) ?? true else { return nil }
    // It was started, and so there is nothing to throw.
    return try? statusIfEnded()
  }
}

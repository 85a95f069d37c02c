// Mistake: poll is a wait that has no time, and so needs a descriptor.
// Caught by: poll needs no descriptor
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    try wait(timeout: .zero)
  }

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

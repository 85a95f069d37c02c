// Mistake: Without a free descriptor it asks again and again, until the time is over.
// Caught by: Without a free descriptor there is an error, and no endless loop
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
      let end: Descriptor? = state.withLock { state in
        if case .running(let pid) = state { try? Descriptor.process(pid) } else { nil }
      }
      _ = try end?.waitUntilReadable(until: deadline)
      end?.close()
    }
  }
}

// Alternative: It asks with poll, and waits only while there is no answer.

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    try statusIfEnded()
  }

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

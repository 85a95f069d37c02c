// Mistake: The mutex is held during the wait, so that nobody else can use the program.
// Caught by: The end of the program ends the wait, not the timeout
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
    try state.withLock { state in
      guard case .running(let pid) = state else { return }
      let end = try Descriptor.process(pid)
      defer { end.close() }
      _ = try end.waitUntilReadable(until: deadline)
    }
    return try statusIfEnded()
  }
}

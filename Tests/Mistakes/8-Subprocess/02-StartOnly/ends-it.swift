// Mistake: A program that is late is ended.
// Caught by: A program that isn't over in time gives nil, and runs on
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
      // Inside the mutex the pid is still the program's own.
      if case .running(let pid) = state { try Descriptor.process(pid) } else { nil }
    }
    defer { end?.close() }
    if try end?.waitUntilReadable(until: deadline) == false, let pid {
      _ = Groundwork.kill(pid, SIGKILL)
      return nil
    }
    return try statusIfEnded()
  }
}

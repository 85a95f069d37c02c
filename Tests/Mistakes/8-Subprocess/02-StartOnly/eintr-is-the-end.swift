// Beginner: A signal that interrupts the call is taken for the end of the time.
// Caught by: A signal in between doesn't end the wait
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    try statusIfEnded()
  }

  public func wait(timeout: Duration) throws -> ExitStatus? {
    if let status = try statusIfEnded() { return status }
    let end: Descriptor? = try state.withLock { state in
      // Inside the mutex the pid is still the program's own.
      if case .running(let pid) = state { try Descriptor.process(pid) } else { nil }
    }
    defer { end?.close() }
    var look = pollfd(fd: end?.number ?? -1, events: Int16(POLLIN), revents: 0)
    let limit = max(.zero, min(timeout, .seconds(2_000_000)))
    _ = Groundwork.poll(&look, 1, CInt(limit / .milliseconds(1)))
    return try statusIfEnded()
  }
}

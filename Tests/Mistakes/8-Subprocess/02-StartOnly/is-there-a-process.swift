// Mistake: A zombie is taken for a running program: there is still a process with that pid.
// Caught by: poll answers at once: nil while the program runs, how it ended afterwards
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    let pid: pid_t = try state.withLock { state in
      if case .running(let pid) = state { return pid }
      throw SubprocessError.notStarted(arguments)
    }
    return Groundwork.kill(pid, 0) == 0 ? nil : try statusIfEnded()
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

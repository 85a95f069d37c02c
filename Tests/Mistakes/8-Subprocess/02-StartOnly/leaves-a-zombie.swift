// Mistake: poll looks, and leaves the zombie lying there.
// Caught by: poll leaves no zombie
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? {
    guard case .running(let pid) = state.withLock({ $0 }) else { return try statusIfEnded() }
    var information = siginfo_t()
    guard waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT | WNOHANG) == 0,
      information.si_signo != 0
    else { return information.si_signo == 0 ? nil : try statusIfEnded() }
    let number = information._sifields._sigchld.si_status
    return information.si_code == CInt(CLD_EXITED) ? .exited(number) : .signaled(number)
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

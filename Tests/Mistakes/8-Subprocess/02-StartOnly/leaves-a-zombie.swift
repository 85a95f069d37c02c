// Mistake: poll looks, and leaves the zombie lying there.
// Caught by: poll leaves no zombie
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  /// Asks how the program ended, without waiting for it.
  ///
  /// - Returns: How it ended; nil if it still runs.
  /// - Throws: `SubprocessError.notStarted` before the start; `SubprocessError.statusLost` if
  ///   somebody else reaped the program.
  public func poll() throws -> ExitStatus? {
    guard case .running(let pid) = state.withLock({ $0 }) else { return try statusIfEnded() }
    var information = siginfo_t()
    guard waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT | WNOHANG) == 0,
      information.si_signo != 0
    else { return information.si_signo == 0 ? nil : try statusIfEnded() }
    let number = information._sifields._sigchld.si_status
    return information.si_code == CInt(CLD_EXITED) ? .exited(number) : .signaled(number)
  }

  /// Waits until the program has ended, but for `timeout` at the most.
  ///
  /// Blocks the calling thread, without polling. After a timeout the program still runs, and can be
  /// waited for again.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, asks without waiting.
  /// - Returns: How the program ended; nil if it has not ended in time.
  /// - Throws: `SubprocessError.notStarted` before the start; `SubprocessError.statusLost` if
  ///   somebody else reaped the program; `SystemError`, if this process has no descriptor left.
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

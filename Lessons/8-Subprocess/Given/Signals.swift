import Groundwork
import Synchronization

extension Subprocess {
  /// Waits until the program has ended, and leaves it a zombie, whose pid and group are its own.
  ///
  /// - Parameter deadline: When to give up.
  /// - Returns: Whether it has ended.
  /// - Throws: `SystemError`.
  @discardableResult
  package func waitWithoutReaping(until deadline: Deadline) throws -> Bool {
    let end: Descriptor? = try state.withLock { state in
      if case .running(let pid) = state { try Descriptor.process(pid) } else { nil }
    }
    guard let end else { return true }
    defer { end.close() }
    return try end.waitUntilReadable(until: deadline)
  }
}

extension Subprocess {
  /// Kills the program, and what it started, and reaps it: for when nobody will wait for it.
  ///
  /// Harmless before the start, and once the program was reaped.
  package func abandon() {
    let pid: pid_t? = state.withLock { state in
      guard case .running(let pid) = state else { return nil }
      try? send(SIGKILL, to: hasOwnGroup ? -pid : pid)
      return pid
    }
    guard let pid else { return }
    var information = siginfo_t()
    while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
    updatedState()
  }
}

/// Sends `signal` to a child, or to the group that it leads if `target` is negative (`kill`).
///
/// Does nothing if the child was reaped by somebody else, or by the system because SIGCHLD is
/// ignored: its pid may be a stranger's now.
///
/// - Throws: `SystemError`.
func send(_ signal: CInt, to target: pid_t) throws {
  SubprocessSeam.beforeSignal?(target)
  var information = siginfo_t()
  let isChild =
    waitid(P_PID, id_t(abs(target)), &information, WEXITED | WNOWAIT | WNOHANG) == 0
  if isChild, kill(target, signal) == -1 { throw SystemError("kill") }
}

/// Where tests step in between two steps of the lesson's code.
package enum SubprocessSeam {
  /// Called with the pid, or the negative group, before a signal is sent.
  package nonisolated(unsafe) static var beforeSignal: ((pid_t) -> Void)?
}

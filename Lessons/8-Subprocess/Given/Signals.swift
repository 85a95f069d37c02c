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
  /// Harmless before the start, and once the program was reaped. One that may not be signalled goes
  /// on, and is not waited for here: it is reaped when it ends, by a thread of its own.
  package func abandon() {
    let pid: pid_t? = state.withLock { state in
      guard case .running(let pid) = state else { return nil }
      do {
        try send(SIGKILL, to: hasOwnGroup ? -pid : pid)
        return pid
      } catch {
        return nil
      }
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
/// - Throws: `SystemError`, with EPERM if the child may not be signalled, as it became another user.
func send(_ signal: CInt, to target: pid_t) throws {
  do {
    try SubprocessSeam.beforeSignal?(target)
    guard trace(of: abs(target)) != .reaped else { return }
    if kill(target, signal) == -1 { throw SystemError("kill") }
    // Somebody of the group got it. That need not be the child.
    if kill(abs(target), 0) == -1 { throw SystemError("kill") }
  } catch let error as SystemError where error.number == ESRCH || isRefusal(error) {
    // One that has ended needs no signal.
    if trace(of: abs(target)) == .running { throw error }
  }
}

/// Whether the system refused a signal, as the program is another user's.
func isRefusal(_ error: any Error) -> Bool { (error as? SystemError)?.number == EPERM }

/// What is left of a child.
private enum Trace { case running, zombie, reaped }

private func trace(of child: pid_t) -> Trace {
  var information = siginfo_t()
  guard waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT | WNOHANG) == 0 else {
    return .reaped
  }
  return information.si_signo == SIGCHLD ? .zombie : .running
}

/// Where tests step in between two steps of the lesson's code.
package enum SubprocessSeam {
  /// Called with the pid, or the negative group, before a signal is sent; what it throws, the sending
  /// throws.
  package nonisolated(unsafe) static var beforeSignal: ((pid_t) throws -> Void)?
}

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

/// Sends `signal` to a process, or to a group if `target` is negative (`kill`).
///
/// - Throws: `SystemError`, with ESRCH if there is no such process.
func send(_ signal: CInt, to target: pid_t) throws {
  SubprocessSeam.beforeSignal?(target)
  if kill(target, signal) == -1 { throw SystemError("kill") }
}

/// Where tests step in between two steps of the lesson's code.
package enum SubprocessSeam {
  /// Called with the pid, or the negative group, before a signal is sent.
  package nonisolated(unsafe) static var beforeSignal: ((pid_t) -> Void)?
}

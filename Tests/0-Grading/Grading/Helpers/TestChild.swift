import Groundwork
import Synchronization

/// A child process of a test, started by the floor, so that no exercise is needed for it.
///
/// It is killed and reaped at the latest when it is released: keep it in a variable, and call
/// `ended`, or `kill`, before the test is over.
package final class TestChild: Sendable {
  /// How a child ended.
  package enum End: Equatable, Sendable {
    /// By itself, with this code.
    case exited(CInt)
    /// By this signal.
    case signaled(CInt)
  }

  /// The process identifier; the child's own until `ended` or `kill` has returned.
  package let pid: pid_t
  private let name: String
  private let end: Mutex<End?> = Mutex(nil)

  /// Starts `target` in a process of its own, and goes on at once.
  package init(_ target: some ProcessTarget, name: String = "child") throws {
    self.name = name
    pid = try launch(target, name: name)
  }

  deinit {
    if end.withLock({ $0 }) == nil { kill() }
  }

  /// Waits until the child has ended, and reaps it.
  ///
  /// - Parameters:
  ///   - timeout: How long; after that the child is killed.
  ///   - problem: What to say then.
  /// - Returns: How it ended.
  /// - Throws: `TestFailure` if it had to be killed.
  @discardableResult
  package func ended(
    within timeout: Duration = .seconds(6), orElse problem: String
  ) throws -> End {
    if let end = end.withLock({ $0 }) { return end }
    let process = try Descriptor.process(pid)
    defer { process.close() }
    guard try process.waitUntilReadable(until: Deadline(after: timeout)) else {
      kill()
      throw TestFailure(problem)
    }
    return reaped()
  }

  /// Whether the child has ended; leaves it a zombie.
  package var hasEnded: Bool { end.withLock { $0 } != nil || trace(of: pid) != .running }

  /// Ends the child with SIGKILL, waits for that, and reaps it; harmless once it was reaped.
  @discardableResult
  package func kill() -> End {
    if let end = end.withLock({ $0 }) { return end }
    send(SIGKILL)
    return reaped()
  }

  /// Sends a signal to the child, unless it was reaped.
  package func send(_ signal: CInt) {
    end.withLock { end in
      if end == nil { signalProcess(pid, signal) }
    }
  }

  private func reaped() -> End {
    end.withLock { end in
      if let end { return end }
      let status = reap(pid) ?? 0
      let signal = status & 0x7f
      let now = signal == 0 ? End.exited(status >> 8 & 0xff) : .signaled(signal)
      end = now
      return now
    }
  }
}

/// The system's `kill`, which a method of the same name hides.
private func signalProcess(_ pid: pid_t, _ signal: CInt) {
  _ = kill(pid, signal)
}

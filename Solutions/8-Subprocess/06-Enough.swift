import Groundwork
import Synchronization

extension Subprocess {
  /// Asks the program to end, and all that it started, with SIGTERM.
  ///
  /// Doesn't wait for the end. Harmless once the program was reaped.
  ///
  /// - Throws: `SubprocessError.notStarted` before the start; `SystemError` with EPERM if the program
  ///   may not be signalled, as it became another user.
  public func terminate() throws {
    try sendSignal(SIGTERM)
  }

  /// Ends the program, and all that it started, with SIGKILL, which can't be refused.
  ///
  /// Doesn't wait for the end. Harmless once the program was reaped.
  ///
  /// - Throws: `SubprocessError.notStarted` before the start; `SystemError` with EPERM if the program
  ///   may not be signalled, as it became another user.
  public func kill() throws {
    try sendSignal(SIGKILL)
  }

  /// Sends a signal to the program's group, unless the program was reaped.
  ///
  /// A group is named after the pid of its leader, which is the program's own until it is reaped.
  ///
  /// - Parameter number: The signal, such as SIGTERM.
  /// - Throws: `SubprocessError.notStarted` before the start; `SystemError` if `kill` fails.
  package func sendSignal(_ number: CInt) throws {
    try state.withLock { state in
      switch state {
      case .ready: throw SubprocessError.notStarted(arguments)
      // Nobody reaps the program while the mutex is held, also if it is a zombie.
      case .running(let pid): try send(number, to: hasOwnGroup ? -pid : pid)
      case .ended, .lost: break
      }
    }
  }

  /// Ends the program and all that it started: first asks, and gives them a moment, then kills.
  ///
  /// Does not return before the program is reaped. What it says at its end is received.
  ///
  /// - Returns: How the program ended, and all that was captured.
  /// - Throws: `SubprocessError.notStarted` before the start; `SystemError`.
  package func endAll() throws -> CompletedProcess {
    let patience = Deadline(after: .seconds(1))
    try terminate()
    // Its last words may be more than a pipe holds.
    _ = try withStreams { try $0.transfer(until: patience) }
    try waitWithoutReaping(until: patience)
    // The program may have ended, and others of its group not: as long as it isn't reaped, the
    // group is still its own.
    try kill()
    return try communicate()
  }
}

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
    todo("Ask the whole group to end.")
  }

  /// Ends the program, and all that it started, with SIGKILL, which can't be refused.
  ///
  /// Doesn't wait for the end. Harmless once the program was reaped.
  ///
  /// - Throws: `SubprocessError.notStarted` before the start; `SystemError` with EPERM if the program
  ///   may not be signalled, as it became another user.
  public func kill() throws {
    todo("Kill the whole group.")
  }

  /// Sends a signal to the program's group, unless the program was reaped.
  ///
  /// A group is named after the pid of its leader, which is the program's own until it is reaped.
  ///
  /// - Parameter number: The signal, such as SIGTERM.
  /// - Throws: `SubprocessError.notStarted` before the start; `SystemError` if `kill` fails.
  package func sendSignal(_ number: CInt) throws {
    todo("Send the signal to the group, unless its leader was reaped.")
  }

  /// Ends the program and all that it started: first asks, and gives them a moment, then kills.
  ///
  /// Does not return before the program is reaped. What it says at its end is received.
  ///
  /// - Returns: How the program ended, and all that was captured.
  /// - Throws: `SubprocessError.notStarted` before the start; `SystemError`.
  package func endAll() throws -> CompletedProcess {
    todo("End the group: ask, wait a moment, kill, and collect what came since.")
  }
}

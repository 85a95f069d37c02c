// Mistake: A pid is taken for the child's forever.
// Caught by: After the end, both are harmless
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  /// Asks the child to end, with SIGTERM.
  ///
  /// Doesn't wait for the end. Harmless once the child has ended.
  ///
  /// - Throws: `ProcessError.notStarted` before the start.
  public func terminate() throws {
    try sendSignal(SIGTERM)
  }

  /// Ends the child, with SIGKILL, which can't be refused.
  ///
  /// Doesn't wait for the end. Harmless once the child has ended.
  ///
  /// - Throws: `ProcessError.notStarted` before the start.
  public func kill() throws {
    try sendSignal(SIGKILL)
  }

  /// Sends a signal to the child, unless it was reaped.
  ///
  /// After that the system may have given its pid to a stranger, who must not be hit: not even if
  /// another thread joins the child at this very moment.
  ///
  /// - Parameter number: The signal, such as SIGTERM.
  /// - Throws: `ProcessError.notStarted` before the start; `SystemError` if `kill` fails.
  func sendSignal(_ number: CInt) throws {
    guard let pid else { throw ProcessError.notStarted(name) }
    try state.withLock { _ in try send(number, to: pid) }
  }
}

// Mistake: A child without a pid is sent the signal, too: pid 0 is the whole process group.
// Caught by: Before the start, both throw
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
    try state.withLock { state in
      switch state {
      case .ready: break
      case .running(let pid): try send(number, to: pid)
      case .ended, .lost: break
      }
    }
  }
}

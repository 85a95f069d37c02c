// Mistake: The child is reaped, and its exit status thrown away.
// Caught by: Asking doesn't lose the exit status
// Verdict: failed

import Groundwork

extension ChildProcess {
  /// Whether the child has been started and has not ended.
  ///
  /// Doesn't block. A zombie has ended. Nothing is lost by asking: `exitStatus` still tells how
  /// the child ended.
  public var isAlive: Bool {
    guard case .running(let pid) = state.withLock({ $0 }) else { return false }
    return waitpid(pid, nil, WNOHANG) == 0
  }
}

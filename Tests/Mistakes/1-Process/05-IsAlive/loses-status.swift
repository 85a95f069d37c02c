// Mistake: The child is reaped, and its exit status thrown away.
// Caught by: Asking doesn't lose the exit status
// Verdict: failed

import Groundwork

extension ChildProcess {
  public var isAlive: Bool {
    guard case .running(let pid) = state.withLock({ $0 }) else { return false }
    return waitpid(pid, nil, WNOHANG) == 0
  }
}

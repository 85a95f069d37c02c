// Mistake: waitpid(-1) takes the status of a child that others wait for.
// Caught by: Other children are left alone
// Verdict: failed

import Groundwork

extension ChildProcess {
  public var isAlive: Bool {
    guard let pid, waitpid(-1, nil, WNOHANG) >= 0 else { return false }
    if case .running(pid) = updatedState() { return true }
    return false
  }
}

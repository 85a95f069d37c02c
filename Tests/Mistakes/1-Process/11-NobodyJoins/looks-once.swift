// Mistake: A look at the child is taken for waiting.
// Caught by: A child that is released while it runs leaves no zombie
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    _ = waitpid(pid, nil, WNOHANG)
  }
}

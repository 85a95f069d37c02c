// Mistake: The wait is called again after every error, not only EINTR.
// Caught by: Nobody waits for a child that others have reaped
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    _ = try? BackgroundThread {
      while waitpid(pid, nil, 0) == -1 {}
    }
  }
}

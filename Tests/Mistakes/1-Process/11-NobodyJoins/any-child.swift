// Mistake: Every child that ends is reaped, whoever it belongs to.
// Caught by: The exit status of other children is not lost
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    _ = try? BackgroundThread {
      while waitpid(-1, nil, 0) != -1 || errno == EINTR {}
    }
  }
}

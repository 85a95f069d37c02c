// Mistake: A child that is stopped is taken for one that has ended.
// Caught by: A child that is stopped and goes on is reaped when it ends
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    _ = try? BackgroundThread {
      while waitpid(pid, nil, WUNTRACED) == -1 && errno == EINTR {}
    }
  }
}

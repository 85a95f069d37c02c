// Mistake: A child that nobody can join is ended.
// Caught by: A child that is released goes on to its own end
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    try? send(SIGKILL, to: pid)
    _ = try? BackgroundThread {
      while waitpid(pid, nil, 0) == -1, errno == EINTR {}
    }
  }
}

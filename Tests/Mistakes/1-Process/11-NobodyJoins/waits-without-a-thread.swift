// Mistake: If there can be no more threads, it waits by itself.
// Caught by: If there can be no more threads, releasing doesn't wait either
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    do {
      try BackgroundThread { reap(pid) }
    } catch {
      reap(pid)
    }
  }

  private static func reap(_ pid: pid_t) {
    while waitpid(pid, nil, 0) == -1 && errno == EINTR {}
  }
}

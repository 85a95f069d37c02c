// Mistake: Whoever releases the child waits for its end.
// Caught by: Releasing doesn't wait for the child
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    while waitpid(pid, nil, 0) == -1, errno == EINTR {}
  }
}

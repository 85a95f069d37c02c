// Mistake: The system reaps the children of a process that ignores SIGCHLD: all of them.
// Caught by: The exit status of other children is not lost
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    _ = signal(SIGCHLD, SIG_IGN)
  }
}

// Mistake: The system reaps the children of a process that ignores SIGCHLD: all of them.
// Caught by: The exit status of other children is not lost
// Verdict: failed

import Groundwork

extension ChildProcess {
  /// Sees to it that the child `pid` is reaped when it ends.
  ///
  /// Doesn't wait for that: what blocks needs a `BackgroundThread`.
  ///
  /// `deinit` calls it when a `ChildProcess` is released while the child is running. The child goes
  /// on, but nobody is left to join it: it would be a zombie as long as this process lives.
  ///
  /// - Parameter pid: A child that nobody else waits for.
  static func reapLater(_ pid: pid_t) {
    _ = signal(SIGCHLD, SIG_IGN)
  }
}

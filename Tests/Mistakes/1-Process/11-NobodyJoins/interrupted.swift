// Beginner: A call that a signal interrupts is taken for the end of the child.
// Caught by: A signal in between doesn't end the wait
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    // Without a thread there is a zombie, which is better than a crash.
    _ = try? BackgroundThread {
      _ = waitpid(pid, nil, 0)
    }
  }
}

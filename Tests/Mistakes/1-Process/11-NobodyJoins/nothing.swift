// Mistake: A child that nobody joins is taken for gone when it ends.
// Caught by: A child that is released while it runs leaves no zombie
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    return
  }
}

// Mistake: It waits for a descriptor of the process, and not at all if there is none to be had.
// Caught by: A child is reaped also if there is no free descriptor
// Verdict: failed

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    guard let end = try? Descriptor.process(pid) else { return }
    _ = try? BackgroundThread {
      _ = try? end.waitUntilReadable()
      end.close()
      waitpid(pid, nil, WNOHANG)
    }
  }
}

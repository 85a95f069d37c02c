// Alternative: A descriptor of the process tells the end to a thread.

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    guard let end = try? Descriptor.process(pid) else { return }
    _ = try? BackgroundThread {
      _ = try? end.waitUntilReadable()
      end.close()
      _ = waitpid(pid, nil, 0)
    }
  }
}

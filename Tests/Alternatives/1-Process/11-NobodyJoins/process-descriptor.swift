// Alternative: A descriptor of the process tells the end to a thread; without one, waitpid waits.

import Groundwork

extension ChildProcess {
  static func reapLater(_ pid: pid_t) {
    let end = try? Descriptor.process(pid)
    _ = try? BackgroundThread {
      _ = try? end?.waitUntilReadable()
      end?.close()
      while waitpid(pid, nil, 0) == -1, errno == EINTR {}
    }
  }
}

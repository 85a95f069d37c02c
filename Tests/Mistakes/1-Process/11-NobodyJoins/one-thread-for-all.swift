// Mistake: One thread waits for all children, one after the other.
// Caught by: Each child is reaped when it ends, whichever ends first
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  private static let waiting = Mutex<(pids: [pid_t], isRunning: Bool)>(([], false))

  static func reapLater(_ pid: pid_t) {
    let isFirst = waiting.withLock { waiting in
      waiting.pids.append(pid)
      defer { waiting.isRunning = true }
      return !waiting.isRunning
    }
    guard isFirst else { return }
    _ = try? BackgroundThread {
      while let next = nextPid() {
        while waitpid(next, nil, 0) == -1 && errno == EINTR {}
      }
    }
  }

  private static func nextPid() -> pid_t? {
    waiting.withLock { waiting in
      guard !waiting.pids.isEmpty else {
        waiting.isRunning = false
        return nil
      }
      return waiting.pids.removeFirst()
    }
  }
}

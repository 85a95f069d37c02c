// Mistake: All children share one lock that is held while waiting.
// Caught by: While one thread joins a child, another one joins another child
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  private static let waiting = Mutex(())

  public func join() throws {
    while case .running(let pid) = updatedState() {
      Self.waiting.withLock { _ in
        var information = siginfo_t()
        _ = waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
      }
    }
    switch updatedState() {
    case .ready: throw ProcessError.notStarted(name)
    case .lost: throw ProcessError.statusLost(name)
    case .running, .ended: break
    }
  }
}

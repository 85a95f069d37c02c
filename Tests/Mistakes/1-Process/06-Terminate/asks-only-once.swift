// Mistake: A second terminate sends nothing, as the child was asked before.
// Caught by: terminate is a request: the child may refuse it, and nobody waits for it
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  private static let asked = Mutex<Set<pid_t>>([])

  public func terminate() throws {
    try sendSignal(SIGTERM)
  }

  public func kill() throws {
    try sendSignal(SIGKILL)
  }

  func sendSignal(_ number: CInt) throws {
    try state.withLock { state in
      switch state {
      case .ready: throw ProcessError.notStarted(name)
      case .running(let pid):
        if number == SIGTERM, Self.asked.withLock({ $0.contains(pid) }) { return }
        try send(number, to: pid)
        if number == SIGTERM { Self.asked.withLock { _ = $0.insert(pid) } }
      case .ended, .lost: break
      }
    }
  }
}

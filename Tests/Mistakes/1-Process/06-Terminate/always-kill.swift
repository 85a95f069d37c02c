// Mistake: Every request to end is a SIGKILL.
// Caught by: terminate ends the child with SIGTERM
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
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
      case .running(let pid): try send(SIGKILL, to: pid)
      case .ended, .lost: break
      }
    }
  }
}

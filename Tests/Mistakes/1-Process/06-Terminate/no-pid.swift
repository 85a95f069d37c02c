// Mistake: A child without a pid is sent the signal, too: pid 0 is the whole process group.
// Caught by: Before the start, both throw
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
      case .ready: break
      case .running(let pid): try send(number, to: pid)
      case .ended, .lost: break
      }
    }
  }
}

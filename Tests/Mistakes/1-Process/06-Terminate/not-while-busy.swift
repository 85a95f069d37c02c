// Mistake: If another thread has the mutex, no signal is sent.
// Caught by: A signal is sent also when another thread asks about the child at the same time
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
    _ = try state.withLockIfAvailable { state in
      switch state {
      case .ready: throw ProcessError.notStarted(name)
      case .running(let pid): try send(number, to: pid)
      case .ended, .lost: break
      }
    }
  }
}

// Mistake: A stopped child is continued, so that it gets the signal at once.
// Caught by: A child that is stopped stays so, until somebody continues it
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
      case .running(let pid):
        try send(number, to: pid)
        try send(SIGCONT, to: pid)
      case .ended, .lost: break
      }
    }
  }
}

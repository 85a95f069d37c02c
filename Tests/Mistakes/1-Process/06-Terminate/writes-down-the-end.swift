// Mistake: A child that was sent SIGKILL is taken for one that has ended.
// Caught by: To send a signal is not to know the end: that is found out, and reaped, as always
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
        if number == SIGKILL { state = .ended(pid: pid, waitStatus: SIGKILL) }
      case .ended, .lost: break
      }
    }
  }
}

// Beginner: The look at the state and the signal are two steps: in between the child can be reaped.
// Caught by: Nobody can reap the child just before the signal is sent
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
    switch state.withLock({ $0 }) {
    case .ready: throw ProcessError.notStarted(name)
    case .running(let pid): try send(number, to: pid)
    case .ended, .lost: break
    }
  }
}

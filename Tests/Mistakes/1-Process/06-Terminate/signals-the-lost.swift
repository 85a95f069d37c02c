// Mistake: A child that is lost is taken for one that may still run.
// Caught by: A child that somebody else reaped gets no signal, and that is no error
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
      // Nobody reaps the child while the mutex is held: the pid is its own until then.
      case .running(let pid), .lost(let pid): try send(number, to: pid)
      case .ended: break
      }
    }
  }
}

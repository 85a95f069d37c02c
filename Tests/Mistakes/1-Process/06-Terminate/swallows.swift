// Mistake: A signal that could not be sent is taken for one that came too late.
// Caught by: A signal that can't be sent makes it throw
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
      case .running(let pid): try? send(number, to: pid)
      case .ended, .lost: break
      }
    }
  }
}

// Mistake: A pid is taken for the child's forever.
// Caught by: After the end, both are harmless
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
    guard let pid else { throw ProcessError.notStarted(name) }
    try state.withLock { _ in try send(number, to: pid) }
  }
}

// Alternative: The child is reaped first, if it has ended.

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
    updatedState()
    try state.withLock { state in
      if case .ready = state { throw ProcessError.notStarted(name) }
      if case .running(let pid) = state { try send(number, to: pid) }
    }
  }
}

// Mistake: "waits until it has ended; again is harmless": a `close` while another thread is in
// `close` (of a stopped server) returns at once, and the server still runs.
// Caught by: Who closes while another thread does waits, too
// Verdict: failed
import Groundwork

extension ServerLink {
  package func meaning(of error: ConnectionError) -> any Error {
    switch error {
    case .closed, .truncated, .noReceiver, .closedHere: ManagerError.gone
    case .receivesOnly, .sendsOnly, .tooLong, .tooManyHandles: error
    }
  }
}

extension Manager {
  public func close() throws {
    if link.control.descriptor.isClosed { return }
    link.close()
    if try server.join(timeout: .seconds(2)) == nil {
      try server.kill()
      try server.join()
    }
  }
}

extension ConditionState {
  package mutating func forget(_ client: Int) {
    waiting.removeAll { $0 == client }
    if let index = notified.firstIndex(of: client) {
      notified.remove(at: index)
      if !waiting.isEmpty { notified.append(waiting.removeFirst()) }
    }
    if owner == client {
      owner = nil
      ownerDied = true
    }
  }
}

// Mistake: Every error means that the manager is gone.
// Caught by: An end of the connection means that the manager is gone, other errors do not
// Verdict: failed

import Groundwork

extension ServerLink {
  package func meaning(of error: ConnectionError) -> any Error {
    ManagerError.gone
  }
}

extension Manager {
  public func close() throws {
    // The server goes on until the other end of `control` is closed.
    link.close()
    // One that was stopped doesn't see it.
    if try server.join(timeout: .seconds(2)) == nil { try server.kill() }
    try server.join()
  }
}

extension ConditionState {
  package mutating func forget(_ client: Int) {
    waiting.removeAll { $0 == client }
    if let place = notified.firstIndex(of: client) {
      notified.remove(at: place)
      if !waiting.isEmpty { notified.append(waiting.removeFirst()) }
    }
    if owner == client {
      owner = nil
      ownerDied = true
    }
  }
}

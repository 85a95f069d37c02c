// Beginner: close waits for a server that was stopped.
// Caught by: A server that was stopped is ended all the same
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
    // The server goes on until the other end of `control` is closed.
    link.close()
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

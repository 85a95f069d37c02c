// Alternative: the lock is freed before the lists are looked at; the notice takes the place of the dead one in its list.
import Groundwork

extension ServerLink {
  package func meaning(of error: ConnectionError) -> any Error {
    switch error {
    case .tooLong, .tooManyHandles, .sendsOnly, .receivesOnly: return error
    default: return ManagerError.gone
    }
  }
}

extension Manager {
  public func close() throws {
    link.close()
    if try server.join(timeout: .seconds(2)) == nil {
      try server.kill()
      try server.join()
    }
  }
}

extension ConditionState {
  package mutating func forget(_ client: Int) {
    if let holder = owner, holder == client {
      owner = .none
      ownerDied = true
    }
    while let place = waiting.firstIndex(of: client) { waiting.remove(at: place) }
    guard let place = notified.firstIndex(of: client) else { return }
    if let heir = waiting.first {
      waiting.removeFirst()
      notified[place] = heir
    } else {
      notified.remove(at: place)
    }
  }
}

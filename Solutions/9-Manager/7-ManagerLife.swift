import Groundwork

extension ServerLink {
  /// What an error of a connection to the server means to those who use its objects.
  ///
  /// - Parameter error: What the connection threw.
  /// - Returns: `ManagerError.gone` if the connection has ended, at whichever end and wherever in a
  ///   message; else `error`, which is about something else.
  package func meaning(of error: ConnectionError) -> any Error {
    switch error {
    case .closed, .truncated, .noReceiver, .closedHere: ManagerError.gone
    case .receivesOnly, .sendsOnly, .tooLong, .tooManyHandles: error
    }
  }
}

extension Manager {
  /// Ends the server and all of its objects, and waits until it has ended; again is harmless.
  ///
  /// Whoever waits for a reply of the server gets `ManagerError.gone`.
  ///
  /// - Throws: What `join` and `kill` throw.
  public func close() throws {
    // The server goes on until the other end of `control` is closed.
    link.close()
    // One that was stopped doesn't see it.
    if try server.join(timeout: .seconds(2)) == nil { try server.kill() }
    try server.join()
  }
}

extension ConditionState {
  /// Lets the others go on after a client has ended: it will never give the lock back, and nobody
  /// should be notified in its place.
  ///
  /// The next owner is told if it had the lock.
  ///
  /// - Parameter client: The number of the client.
  package mutating func forget(_ client: Int) {
    waiting.removeAll { $0 == client }
    if owner == client {
      owner = nil
      ownerDied = true
    }
  }
}

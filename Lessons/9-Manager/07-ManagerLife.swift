import Groundwork

extension ServerLink {
  /// What an error of a connection to the server means to those who use its objects.
  ///
  /// - Parameter error: What the connection threw.
  /// - Returns: `ManagerError.gone` if the connection has ended, at whichever end and wherever in a
  ///   message; else `error`, which is about something else.
  package func meaning(of error: ConnectionError) -> any Error {
    todo("Tell that the manager is gone if the connection has ended.")
  }
}

extension Manager {
  /// Ends the server and all of its objects, and waits until it has ended; again is harmless.
  ///
  /// The server ends by itself. It is killed only if it doesn't, which a moment's waiting tells.
  ///
  /// Whoever waits for a reply of the server gets `ManagerError.gone`.
  ///
  /// - Throws: What `join` and `kill` throw.
  public func close() throws {
    todo("Hang up, and wait until the server has ended; kill it if it doesn't.")
  }
}

extension ConditionState {
  /// Lets the others go on after a client has ended.
  ///
  /// If it had the lock, that is free, and the next owner is told. If it waited, it leaves the line. If
  /// it was notified, and did not get the lock any more, its notice goes to the next in the line,
  /// if there is one.
  ///
  /// - Parameter client: The number of the client.
  package mutating func forget(_ client: Int) {
    todo("Take the client out of the line, pass its notice on, and free the lock if it had that.")
  }
}

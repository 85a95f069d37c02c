import Groundwork

extension Server {
  /// Makes a connection for a new client, and serves it on a thread of its own.
  ///
  /// Doesn't wait for the client. `serve` blocks until that one is gone: so no client waits for what
  /// another one does. Only the client has the end that is returned, so that the server sees it close.
  ///
  /// - Returns: The client's end.
  /// - Throws: `SystemError`, if there can be no more descriptors or threads.
  package func admit() throws -> Connection {
    let (mine, theirs) = try Connection.pair()
    try BackgroundThread { self.serve(mine) }
    // Not kept: the reply takes it along, and this copy is closed when it is released after that.
    return theirs
  }
}

extension ServerLink: Codable {
  /// Hands a connection of its own to the process that is started, or that a message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere; `ManagerError.gone` if the server has ended.
  package func encode(to encoder: any Encoder) throws {
    // Not `control`: two processes would take each other's replies.
    try newConnection().encode(to: encoder)
  }

  /// Takes the connection that came with the message, as its `control`.
  ///
  /// - Parameter decoder: The decoder of a child that is starting, or of a message.
  /// - Throws: `DecodingError` elsewhere.
  package convenience init(from decoder: any Decoder) throws {
    self.init(control: try Connection(from: decoder))
  }
}

extension AppendToRemoteList {
  /// Appends the element to the list.
  ///
  /// - Throws: `ManagerError`.
  public func run() throws {
    try list.append(element)
  }
}

/// Lets one child for each element append it to a shared list, and waits until all have ended.
///
/// The isolation program of lesson 1 again: there, each child had a list of its own.
///
/// - Parameters:
///   - elements: What to append; `AppendToRemoteList` appends one of them.
///   - list: The list.
/// - Returns: The children, joined, in the order of `elements`.
/// - Throws: What `start` and `join` throw. Children that were started before that go on.
public func appendInChildren(
  _ elements: [String], to list: RemoteList<String>
) throws -> [ChildProcess] {
  let children = elements.map { element in
    ChildProcess(AppendToRemoteList(element, to: list), name: "Append \(element)")
  }
  for child in children { try child.start() }
  for child in children { try child.join() }
  return children
}

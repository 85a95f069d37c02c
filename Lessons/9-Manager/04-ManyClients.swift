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
    todo("Make a connection, serve one end on a thread of its own, and return the other one.")
  }
}

extension ServerLink: Codable {
  /// Hands a connection of its own to the process that is started, or that a message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere; `ManagerError.gone` if the server has ended.
  package func encode(to encoder: any Encoder) throws {
    todo("Ask for a new connection, and encode that one.")
  }

  /// Takes the connection that came with the message, as its `control`.
  ///
  /// - Parameter decoder: The decoder of a child that is starting, or of a message.
  /// - Throws: `DecodingError` elsewhere.
  package convenience init(from decoder: any Decoder) throws {
    todo("Make a link from the connection that came with the message.")
  }
}

extension AppendToRemoteList {
  /// Appends the element to the list.
  ///
  /// - Throws: `ManagerError`.
  public func run() throws {
    todo("Append the element to the list.")
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
  todo("Start a child for each element, and join all of them.")
}

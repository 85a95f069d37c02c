import Groundwork

/// The child's side of a conversation.
public struct Host: ProcessTarget {
  let connection: Connection

  /// Makes a target that talks through `connection`.
  public init(_ connection: Connection) {
    self.connection = connection
  }

  /// Answers each name that it receives by "Hello, NAME, from PID", with its own process identifier,
  /// and ends when no more names can come.
  ///
  /// - Throws: What `send` throws.
  public func run() throws {
    todo("Answer each name, until no more names can come.")
  }
}

/// Sends names to one child, one after the other, and gets an answer to each.
///
/// The child has ended when this returns.
///
/// - Parameter names: Whom the child is to greet.
/// - Returns: The answers, in order.
/// - Throws: What the connection, `start` and `join` throw.
public func greetings(for names: [String]) throws -> [String] {
  todo("Give one end of a pair to a child, and talk through the other one.")
}

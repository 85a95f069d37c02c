import Groundwork

/// The child's side of a dialogue.
public struct Talker: ProcessTarget {
  let name: String
  let connection: Connection

  /// Makes a target that talks through `connection`.
  public init(name: String, connection: Connection) {
    self.name = name
    self.connection = connection
  }

  /// Sends "I am NAME", and then answers each line by "NAME heard: LINE", until the parent hangs up.
  ///
  /// Then it returns: that no more lines come is no error.
  ///
  /// - Throws: What `send` throws if nobody can hear any more, and other connection errors.
  public func run() throws {
    todo("Greet, then answer each line, until the other end is closed.")
  }
}

/// Talks with a child: hears its greeting, then says each line and hears the answer.
///
/// The child has ended when this returns.
///
/// - Parameters:
///   - name: The child's name; `Talker` is its side.
///   - lines: What to say. A line is said when the one before it was answered.
/// - Returns: What the child said: its greeting, and an answer to each line.
/// - Throws: What the connection, `start` and `join` throw.
public func dialogue(with name: String, saying lines: [String]) throws -> [String] {
  todo("Start a talker, talk with it line by line, hang up, and wait for it.")
}

// Alternative: Each side asks what the error was, and the parent closes by defer.

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
  /// Then it returns: a dialogue that is over is no error.
  public func run() throws {
    try connection.send("I am \(name)")
    while let line = try nextLine() { try connection.send("\(name) heard: " + line) }
  }

  private func nextLine() throws -> String? {
    do {
      return try connection.receive(String.self)
    } catch let error as ConnectionError where error == .closed {
      return nil
    }
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
  let (here, there) = try Connection.pair()
  let child = ChildProcess(Talker(name: name, connection: there), name: name)
  try child.start(handingOver: there)
  defer { here.close() }
  let greeting = try here.receive(String.self)
  let answers = try lines.map { line in
    try here.send(line)
    return try here.receive(String.self)
  }
  here.close()
  try child.join()
  return [greeting] + answers
}

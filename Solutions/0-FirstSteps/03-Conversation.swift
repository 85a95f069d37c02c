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
    // Nil when the other end is closed.
    while let name = try? connection.receive(String.self) {
      try connection.send("Hello, \(name), from \(CurrentProcess.pid)")
    }
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
  let (here, there) = try Connection.pair()
  let child = ChildProcess(Host(there))
  try child.start(handingOver: there)
  var answers: [String] = []
  for name in names {
    try here.send(name)
    answers.append(try here.receive(String.self))
  }
  // The child waits for another name until this end is closed.
  here.close()
  try child.join()
  return answers
}

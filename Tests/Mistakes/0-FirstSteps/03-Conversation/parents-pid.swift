// Mistake: The identifier is that of the parent.
// Caught by: The child answers one name after the other, and ends when no more can come
// Verdict: failed

import Groundwork

public struct Host: ProcessTarget {
  let connection: Connection

  public init(_ connection: Connection) {
    self.connection = connection
  }

  public func run() throws {
    // Nil when the other end is closed.
    while let name = try? connection.receive(String.self) {
      try connection.send("Hello, \(name), from \(CurrentProcess.parentPid)")
    }
  }
}

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

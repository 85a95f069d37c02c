// Mistake: Join comes before the first name: each side waits for the other.
// Caught by: Every name is answered by one child, in order
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
      try connection.send("Hello, \(name), from \(CurrentProcess.pid)")
    }
  }
}

public func greetings(for names: [String]) throws -> [String] {
  let (here, there) = try Connection.pair()
  let child = ChildProcess(Host(there))
  try child.start(handingOver: there)
  try child.join()
  var answers: [String] = []
  for name in names {
    try here.send(name)
    answers.append(try here.receive(String.self))
  }
  // The child waits for another name until this end is closed.
  here.close()
  return answers
}

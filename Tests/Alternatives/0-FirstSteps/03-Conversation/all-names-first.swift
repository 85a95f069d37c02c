// Alternative: All names are sent before the first answer is read.

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
  var answers: [String] = []
  for name in names { try here.send(name) }
  for _ in names { answers.append(try here.receive(String.self)) }
  // The child waits for another name until this end is closed.
  here.close()
  try child.join()
  return answers
}

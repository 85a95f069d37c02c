// Mistake: An empty name is taken for the sign that no more will come.
// Caught by: Every name is answered by one child, in order
// Verdict: failed

import Groundwork

public struct Host: ProcessTarget {
  let connection: Connection

  public init(_ connection: Connection) {
    self.connection = connection
  }

  public func run() throws {
    while let name = try? connection.receive(String.self), !name.isEmpty {
      try connection.send("Hello, \(name), from \(CurrentProcess.pid)")
    }
  }
}

public func greetings(for names: [String]) throws -> [String] {
  let (here, there) = try Connection.pair()
  let child = ChildProcess(Host(there))
  try child.start(handingOver: there)
  let answers = try names.map { name in
    try here.send(name)
    return try here.receive(String.self)
  }
  try here.send("")
  try child.join()
  return answers
}

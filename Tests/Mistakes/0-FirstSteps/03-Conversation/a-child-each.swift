// Mistake: Each name gets a child of its own.
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
  try names.map { name in
    let (here, there) = try Connection.pair()
    let child = ChildProcess(Host(there))
    try child.start(handingOver: there)
    try here.send(name)
    let answer = try here.receive(String.self)
    here.close()
    try child.join()
    return answer
  }
}

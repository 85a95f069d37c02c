// Alternative: The end is caught by its name, and the parent closes the child's end by itself.

import Groundwork

public struct Host: ProcessTarget {
  let connection: Connection

  public init(_ connection: Connection) {
    self.connection = connection
  }

  public func run() throws {
    do {
      while true {
        let name = try connection.receive(String.self)
        try connection.send("Hello, \(name), from \(CurrentProcess.pid)")
      }
    } catch ConnectionError.closed {}
  }
}

public func greetings(for names: [String]) throws -> [String] {
  let (here, there) = try Connection.pair()
  let child = ChildProcess(Host(there))
  try child.start()
  there.close()
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

// Mistake: An answer that nobody can receive is taken for the end of the conversation.
// Caught by: An answer that nobody can receive is an error
// Verdict: failed

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
    } catch is ConnectionError {
      return
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
  here.close()
  try child.join()
  return answers
}

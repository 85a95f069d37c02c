// Alternative: Each side asks what the error was, and the parent closes by defer.

import Groundwork

public struct Talker: ProcessTarget {
  let name: String
  let connection: Connection

  public init(name: String, connection: Connection) {
    self.name = name
    self.connection = connection
  }

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

// Mistake: The talker drops white space around a line.
// Caught by: The child greets, and answers each line
// Verdict: failed

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
    do {
      while true {
        let line = trimmed(try connection.receive(String.self))
        try connection.send("\(name) heard: \(line)")
      }
    } catch ConnectionError.closed {
      return
    }
  }

  private func trimmed(_ line: String) -> String {
    var rest = line[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

public func dialogue(with name: String, saying lines: [String]) throws -> [String] {
  let (here, there) = try Connection.pair()
  let child = ChildProcess(Talker(name: name, connection: there), name: name)
  try child.start(handingOver: there)
  var heard = [try here.receive(String.self)]
  for line in lines {
    try here.send(line)
    heard.append(try here.receive(String.self))
  }
  here.close()
  try child.join()
  return heard
}

// Beginner: Every error is taken for the end of the dialogue.
// Caught by: Only the end of the stream ends a dialogue well
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
        let line = try connection.receive(String.self)
        try connection.send("\(name) heard: \(line)")
      }
    } catch {}
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
  // Before `join`: the child goes on until this end is closed.
  here.close()
  try child.join()
  return heard
}

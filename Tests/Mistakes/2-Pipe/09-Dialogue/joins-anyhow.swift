// Mistake: What join throws is swallowed.
// Caught by: A child whose end can't be known makes the dialogue throw
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
    } catch ConnectionError.closed {
      // This is the way to learn that no more lines will come.
    }
  }
}
public func dialogue(with name: String, saying lines: [String]) throws -> [String] {
  let (here, there) = try Connection.pair()
  let talker = Talker(name: name, connection: there)
  let child = ChildProcess(talker, name: name)
  try child.start(handingOver: there)
  var heard = [try here.receive(String.self)]
  for line in lines {
    try here.send(line)
    heard.append(try here.receive(String.self))
  }
  // Before `join`: the child goes on until this end is closed.
  here.close()
  _ = try? child.join()
  return heard
}

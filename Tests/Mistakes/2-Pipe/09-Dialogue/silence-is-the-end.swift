// Mistake: A parent that says nothing for a second is taken for one that has hung up.
// Caught by: However long nobody says anything, the talker waits
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
      while try connection.poll(timeout: .seconds(1)) {
        let line = try connection.receive(String.self)
        try connection.send("\(name) heard: \(line)")
      }
    } catch ConnectionError.closed {
      return
    }
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

import Groundwork

/// Waits to be introduced: receives an end that leads to somebody else, and talks through it.
struct Guest: ProcessTarget {
  let connection: Connection

  func run() throws {
    let stranger = try connection.receive(Connection.self)
    try stranger.send(CurrentProcess.name)
    print("\(CurrentProcess.name) meets \(try stranger.receive(String.self))")
  }
}

/// Two children that know only their parent, until it sends each an end of a new connection.
func introduceChildren() throws {
  let (one, other) = try Connection.pair()
  var children: [ChildProcess] = []
  for (name, end) in [("Bob", one), ("Eve", other)] {
    let (here, there) = try Connection.pair()
    let child = ChildProcess(Guest(connection: there), name: name)
    try child.start(handingOver: there)
    try here.send(end)
    end.close()
    here.close()
    children.append(child)
  }
  for child in children { try child.join() }
}

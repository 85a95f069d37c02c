import Groundwork

/// Says its lines at its end of a connection, in turn with the other end.
struct Partner: ProcessTarget {
  let lines: [String]
  let begins: Bool
  let connection: Connection

  func run() throws {
    for line in lines {
      if !begins { try hear() }
      try connection.send(line)
      if begins { try hear() }
    }
  }

  private func hear() throws {
    print("\(CurrentProcess.name) hears: \(try connection.receive(String.self))")
    // Else the lines of the two come out at their ends, if the output is no terminal.
    fflush(nil)
  }
}

/// Two children, each with one end of the same connection.
func letChildrenTalk() throws {
  let (one, other) = try Connection.pair()
  let first = ChildProcess(
    Partner(lines: ["Hello!", "What is new?"], begins: true, connection: one), name: "Bob")
  let second = ChildProcess(
    Partner(lines: ["Hello yourself!", "Nothing."], begins: false, connection: other),
    name: "Eve")
  try first.start(handingOver: one)
  try second.start(handingOver: other)
  for child in [first, second] { try child.join() }
}

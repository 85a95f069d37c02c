struct Ask: ProcessTarget {
  let list: RemoteList<String>
  let connection: Connection

  func run() throws {
    print(try list.contents)
    try connection.send("I have asked")
    _ = try connection.receive(String.self)
    do {
      print(try list.contents)
    } catch ManagerError.gone {
      print("gone")
    }
  }
}

func askTheGone() throws {
  let manager = try Manager()
  let list = try manager.list(["Ada"])
  let (here, there) = try Connection.pair()
  let child = ChildProcess(Ask(list: list, connection: there))
  try child.start(handingOver: there)
  _ = try here.receive(String.self)
  try manager.close()
  try here.send("go on")
  try child.join()
}

struct Listener: ProcessTarget {
  let connection: Connection

  func run() throws {
    do {
      while true { _ = try connection.receive(String.self) }
    } catch ConnectionError.closed {}
  }
}

func tellAndClose() throws {
  let (receiver, sender) = try Connection.oneWay()
  let child = ChildProcess(Listener(connection: receiver))
  try child.start(handingOver: receiver)
  try sender.send("hello")
  sender.close()
  try child.join()
}

func tellAndJoin() throws {
  let (receiver, sender) = try Connection.oneWay()
  let child = ChildProcess(Listener(connection: receiver))
  try child.start(handingOver: receiver)
  try sender.send("hello")
  try child.join()
  sender.close()
}

func tellAndKeepReceiver() throws {
  let (receiver, sender) = try Connection.oneWay()
  let child = ChildProcess(Listener(connection: receiver))
  try child.start()
  try sender.send("hello")
  sender.close()
  try child.join()
}

func tellAndKill() throws {
  let (receiver, sender) = try Connection.oneWay()
  let child = ChildProcess(Listener(connection: receiver))
  try child.start()
  try sender.send("hello")
  try child.kill()
  try child.join()
}

struct Deaf: ProcessTarget {
  let connection: Connection

  func run() {}
}

func tellNobody() throws {
  let (here, there) = try Connection.pair()
  let child = ChildProcess(Deaf(connection: there))
  try child.start()
  try child.join()
  try here.send("hello")
  print("sent")
  there.close()
  try here.send("hello")
  print("sent")
}

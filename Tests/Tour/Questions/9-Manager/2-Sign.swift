struct SignAndDie: ProcessTarget {
  let name: String
  let list: RemoteList<String>

  func run() throws {
    try list.append(name)
    kill(CurrentProcess.pid, SIGKILL)
  }
}

func signAndDie() throws {
  let manager = try Manager()
  let list = try manager.list(["Ada"])
  let copy = list
  let contents = try list.contents
  let child = ChildProcess(SignAndDie(name: "Bob", list: list))
  try child.start()
  try child.join()
  print(contents)
  print(try copy.contents)
  try manager.close()
}

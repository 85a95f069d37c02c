struct TakeAndDie: ProcessTarget {
  let queue: SharedQueue<String>

  func run() throws {
    _ = try queue.get()
    kill(CurrentProcess.pid, SIGKILL)
  }
}

func loseOne() throws {
  let queue = try SharedQueue<String>()
  for item in ["one", "two", "three"] { try queue.put(item) }
  let child = ChildProcess(TakeAndDie(queue: queue))
  try child.start()
  try child.join()
  var list: [String] = []
  while !queue.isEmpty { list.append(try queue.get()) }
  print(list)
}

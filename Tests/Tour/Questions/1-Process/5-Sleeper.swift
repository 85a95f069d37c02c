struct Sleeper: ProcessTarget {
  func run() {
    defer { print("good night") }
    // Sleeps until a signal comes.
    pause()
  }
}

func endSleeper() throws {
  let child = ChildProcess(Sleeper())
  try child.start()
  try child.terminate()
  try child.join()
  if let status = child.exitStatus { print(status) }
}

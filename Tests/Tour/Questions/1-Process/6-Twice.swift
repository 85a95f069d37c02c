struct Greet: ProcessTarget {
  func run() {
    print("hello")
  }
}

func greetTwice() throws {
  let child = ChildProcess(Greet())
  for _ in 1...2 {
    try child.start()
    try child.join()
  }
  print("done")
}

struct Finish: ProcessTarget {
  let code: CInt

  func run() {
    exit(code)
  }
}

func raceThree() throws {
  for status in try race([3, 0, 2].map(Finish.init)) {
    print(status)
  }
}

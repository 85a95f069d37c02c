struct CountItems: ProcessTarget {
  let items: [Int]

  func run() {
    exit(CInt(items.count))
  }
}

func countItems() throws {
  for count in [2, 256, 258] {
    let items = Array(repeating: 0, count: count)
    let child = ChildProcess(CountItems(items: items))
    try child.start()
    try child.join()
    if let status = child.exitStatus { print(status) }
  }
}

import Groundwork

/// Says its name.
struct Introduce: ProcessTarget {
  func run() {
    printNow("I am \(CurrentProcess.name)")
  }
}

/// Ten children with names, and their list: when all are started, and when all have ended.
func printTenNames() throws {
  let children = (0..<10).map { ChildProcess(Introduce(), name: "child \($0)") }
  for child in children { try child.start() }
  printNow("started: \(children)")
  for child in children { try child.join() }
  print("joined: \(children)")
}

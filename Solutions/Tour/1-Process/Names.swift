import Groundwork

/// Says its name when it begins, and when it ends.
struct SayName: ProcessTarget {
  func run() {
    print("\(CurrentProcess.name) begins")
    print("\(CurrentProcess.name) ends")
  }
}

/// Two children with default names and one with a given name, printed before, while and after.
func printNames() throws {
  let children = [
    ChildProcess(SayName()), ChildProcess(SayName(), name: "my service"), ChildProcess(SayName()),
  ]
  print("this is \(CurrentProcess.name)")
  print(children)
  for child in children { try child.start() }
  print(children)
  // Else this line comes after those of the children, if the output is no terminal.
  fflush(nil)
  for child in children { try child.join() }
  print(children)
}

import Groundwork

/// Says who it is.
struct Worker: ProcessTarget {
  let number: Int

  func run() {
    print("worker \(number) is process \(CurrentProcess.pid), child of \(CurrentProcess.parentPid)")
  }
}

/// Two children, from the start to the end.
func runTwoWorkers() throws {
  print("the main program is process \(CurrentProcess.pid)")
  let first = ChildProcess(Worker(number: 1))
  let second = ChildProcess(Worker(number: 2))

  try first.start()
  try second.start()
  for child in [first, second] {
    print("\(child.name) is process \(child.pid.map(String.init) ?? "none")")
  }

  try first.join()
  try second.join()
  print("both have ended")
  for child in [first, second] {
    print("\(child.name) is alive: \(child.isAlive)")
  }
}

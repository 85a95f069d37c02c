import Groundwork

/// A variable that every process has for itself.
nonisolated(unsafe) var plainCount = 0

/// Sets both, and says what they are then.
struct SetBoth: ProcessTarget {
  let sharedCount: SharedValue<Int>

  func run() {
    plainCount = 7
    sharedCount.value = 7
    print("\(CurrentProcess.name): plain \(plainCount), shared \(sharedCount.value)")
  }
}

/// Only one of the two changes is seen here.
func setBoth() throws {
  let sharedCount = try SharedValue(0)
  let child = ChildProcess(SetBoth(sharedCount: sharedCount), name: "child")
  try child.start()
  try child.join()
  print("\(CurrentProcess.name): plain \(plainCount), shared \(sharedCount.value)")
}

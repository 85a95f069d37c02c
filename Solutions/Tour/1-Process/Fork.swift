import Groundwork

/// A process with one thread, which may be forked; the tour itself may have more.
struct ForkOnce: ProcessTarget {
  func run() throws {
    var value = 1
    print("before: value is \(value)")
    let copy = try forkCopy {
      value += 10
      print("in the copy, process \(CurrentProcess.pid): value is \(value)")
      return 0
    }
    while waitpid(copy, nil, 0) == -1, errno == EINTR {}
    print("in the original, after that: value is \(value)")
  }
}

/// Forks in a child.
func forkOnce() throws {
  let child = ChildProcess(ForkOnce())
  try child.start()
  try child.join()
}

struct Failure: Error {}

struct Leave: ProcessTarget {
  let lock: SharedLock
  let isByError: Bool

  func run() throws {
    try lock.withLock {
      if isByError { throw Failure() }
      exit(0)
    }
  }
}

func leaveTwice() throws {
  let lock = try SharedLock()
  for isByError in [true, false] {
    let child = ChildProcess(Leave(lock: lock, isByError: isByError))
    try child.start()
    try child.join()
    print(try lock.lock())
    try lock.unlock()
  }
}

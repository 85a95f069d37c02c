struct Change: ProcessTarget {
  let mutex: SharedMutex<Int>
  let isByError: Bool

  func run() throws {
    try mutex.withLock { value in
      value += 1
      if isByError { throw Failure() }
      exit(0)
    }
  }
}

func changeTwice() throws {
  let mutex = try SharedMutex(100)
  for isByError in [true, false] {
    let child = ChildProcess(Change(mutex: mutex, isByError: isByError))
    try child.start()
    try child.join()
    print(try mutex.withLock { $0 })
  }
}

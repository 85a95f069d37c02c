import Groundwork

/// Takes the lock, and is killed before it gives it back.
struct Unlucky: ProcessTarget {
  let lock: SharedLock

  func run() throws {
    try lock.lock()
    print("\(CurrentProcess.name) has the lock, and is killed")
    // Else the line is lost with the process, if the output is no terminal.
    fflush(nil)
    raise(SIGKILL)
  }
}

/// With CPython's lock, this program would never end.
func inheritLock() throws {
  let lock = try SharedLock()
  let child = ChildProcess(Unlucky(lock: lock))
  try child.start()
  try child.join()
  print("\(CurrentProcess.name) waits for the lock")
  print("\(CurrentProcess.name) has the lock: \(try lock.lock())")
  try lock.unlock()
  print("the next time: \(try lock.lock())")
  try lock.unlock()
}

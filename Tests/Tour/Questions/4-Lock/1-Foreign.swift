struct GiveBack: ProcessTarget {
  let lock: SharedLock

  func run() throws {
    do {
      try lock.unlock()
      print("free")
    } catch LockError.notHeld {
      print("not mine")
    }
    print(lock.tryLock())
  }
}

func giveBackForeign() throws {
  let lock = try SharedLock()
  _ = try lock.lock()
  let child = ChildProcess(GiveBack(lock: lock))
  try child.start()
  try child.join()
  try lock.unlock()
}

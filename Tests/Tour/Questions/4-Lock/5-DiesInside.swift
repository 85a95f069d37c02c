struct LockForever: ProcessTarget {
  let lock: SharedLock

  func run() throws {
    _ = try lock.lock()
  }
}

struct AcquireForever: ProcessTarget {
  let semaphore: SharedSemaphore

  func run() {
    semaphore.acquire()
  }
}

struct Release: ProcessTarget {
  let semaphore: SharedSemaphore

  func run() throws {
    try semaphore.release()
  }
}

func dieWithLock() throws {
  let lock = try SharedLock()
  _ = try runAll([LockForever(lock: lock)])
  _ = try lock.lock()
}

func dieWithPermit() throws {
  let semaphore = try SharedSemaphore(permits: 1)
  _ = try runAll([AcquireForever(semaphore: semaphore)])
  semaphore.acquire()
}

func dieWithOneOfTwo() throws {
  let semaphore = try SharedSemaphore(permits: 2)
  _ = try runAll([AcquireForever(semaphore: semaphore)])
  semaphore.acquire()
}

func giveForeignPermit() throws {
  let semaphore = try SharedSemaphore(permits: 1)
  semaphore.acquire()
  _ = try runAll([Release(semaphore: semaphore)])
  semaphore.acquire()
}

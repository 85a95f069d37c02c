struct Careless: ProcessTarget {
  let total: SharedValue<Int>
  let lock: SharedLock

  func run() {
    total.value += 1
  }
}

struct Careful: ProcessTarget {
  let total: SharedValue<Int>
  let lock: SharedLock

  func run() throws {
    try lock.withLock { total.value += 1 }
  }
}

struct WithOwnLock: ProcessTarget {
  let total: SharedValue<Int>
  let lock: SharedLock

  func run() throws {
    let lock = try SharedLock()
    try lock.withLock { total.value += 1 }
  }
}

struct WhoTries: ProcessTarget {
  let total: SharedValue<Int>
  let lock: SharedLock

  func run() throws {
    guard lock.tryLock() else { return }
    total.value += 1
    try lock.unlock()
  }
}

private func joinInside(
  _ target: (SharedValue<Int>, SharedLock) -> any ProcessTarget
) throws {
  let total = try SharedValue(0)
  let lock = try SharedLock()
  let child = ChildProcess(target(total, lock))
  try lock.withLock {
    try child.start()
    try child.join()
  }
}

func joinCareless() throws { try joinInside(Careless.init) }
func joinCareful() throws { try joinInside(Careful.init) }
func joinWithOwnLock() throws { try joinInside(WithOwnLock.init) }
func joinWhoTries() throws { try joinInside(WhoTries.init) }

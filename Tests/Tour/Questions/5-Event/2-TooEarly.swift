struct WaitForIt: ProcessTarget {
  let event: SharedEvent

  func run() {
    event.wait()
  }
}

func setBefore() throws {
  let event = try SharedEvent()
  event.set()
  _ = try runAll([WaitForIt(event: event)])
}

func setAndClearBefore() throws {
  let event = try SharedEvent()
  event.set()
  event.clear()
  _ = try runAll([WaitForIt(event: event)])
}

struct WaitForNotice: ProcessTarget {
  let condition: SharedCondition

  func run() throws {
    try condition.lock.withLock { _ = try condition.wait() }
  }
}

func notifyBefore() throws {
  let condition = try SharedCondition()
  try condition.lock.withLock { try condition.notifyAll() }
  _ = try runAll([WaitForNotice(condition: condition)])
}

struct LookAndWait: ProcessTarget {
  let condition: SharedCondition
  let isReady: SharedValue<Bool>

  func run() throws {
    try condition.lock.withLock {
      _ = try condition.wait(for: { isReady.value })
    }
  }
}

func notifyBeforeLook() throws {
  let condition = try SharedCondition()
  let isReady = try SharedValue(false)
  try condition.lock.withLock {
    isReady.value = true
    try condition.notifyAll()
  }
  _ = try runAll([LookAndWait(condition: condition, isReady: isReady)])
}

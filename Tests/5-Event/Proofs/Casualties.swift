#if Solutions && DEBUG
import Grading
import Groundwork

/// A child that does one thing, and may be killed while it does it.
struct Casualty: ProcessTarget {
  enum Act: Codable {
    case waitForEvent(SharedEvent, isTimed: Bool)
    case setEvent(SharedEvent)
    case clearEvent(SharedEvent)
    case take(Table)
    case put(Table)
    case putForAll(Table)
    case meet(SharedBarrier)
    case reset(SharedBarrier)
  }

  let steps: StepControl
  let act: Act

  func run() throws {
    steps.install()
    switch act {
    case .waitForEvent(let event, isTimed: true): _ = event.wait(timeout: .seconds(600))
    case .waitForEvent(let event, isTimed: false): event.wait()
    case .setEvent(let event): event.set()
    case .clearEvent(let event): event.clear()
    case .take(let table): try table.take()
    case .put(let table): try table.put(1)
    case .putForAll(let table): try table.putForAll()
    case .meet(let barrier): _ = try barrier.pass()
    case .reset(let barrier): barrier.reset()
    }
  }
}

/// Something to take, under a condition, by processes that may die while they have its lock.
struct Table: Sendable, Codable {
  let condition: SharedCondition
  let count: SharedWord

  init() throws {
    let memory = try SharedMemory(byteCount: 32)
    let lock = SharedLock(in: memory, at: 0, slice: .milliseconds(10))
    condition = SharedCondition(lock: lock, in: memory, at: 8)
    count = SharedWord(in: memory, at: 16)
  }

  /// What the lock protects is one word, so there is nothing to repair.
  @available(*, noasync)
  func put(_ number: UInt32) throws {
    try condition.lock.lock()
    count.store(count.load() + number)
    try condition.notify(Int(number))
    try condition.lock.unlock()
  }

  /// Puts nothing there, and lets all go on.
  @available(*, noasync)
  func putForAll() throws {
    try condition.lock.lock()
    try condition.notifyAll()
    try condition.lock.unlock()
  }

  /// Waits for one notification, whoever dies meanwhile.
  @available(*, noasync)
  func waitOnce() throws {
    try condition.lock.lock()
    do { try condition.wait() } catch ConditionError.ownerDied {
      // It has the lock all the same. Whoever died may have been about to wake more.
      try condition.notifyAll()
    }
    try condition.lock.unlock()
  }

  @available(*, noasync)
  func take() throws {
    try condition.lock.lock()
    var isThere = false
    while !isThere {
      do {
        isThere = try condition.wait(for: { count.load() > 0 })
      } catch ConditionError.ownerDied {
        // It has the lock all the same.
      }
    }
    count.store(count.load() - 1)
    try condition.lock.unlock()
  }

  @available(*, noasync)
  func expectFree(_ when: String) throws {
    guard try condition.lock.lock(timeout: .seconds(5)) != nil else {
      throw TestFailure("nobody alive has the lock, and it can't be taken: \(when)")
    }
    try condition.lock.unlock()
  }
}
#endif

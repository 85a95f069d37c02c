import Grading
import Groundwork
import Testing

/// A condition, its lock, and a number that the lock protects, all in one piece of memory.
struct Room: Sendable, Codable {
  let memory: SharedMemory
  let condition: SharedCondition
  var lock: SharedLock { condition.lock }
  var notifications: SharedWord { condition.notifications }

  /// A room in which somebody notified at random before.
  ///
  /// - Parameters:
  ///   - isAtTheEnd: Whether the count begins again at zero with the next `notify`; nil for any.
  ///   - random: Where the numbers come from.
  /// - Throws: `SystemError`, if there is no memory.
  init(isAtTheEnd: Bool? = nil, using random: inout some RandomNumberGenerator) throws {
    memory = try SharedMemory(byteCount: 24)
    let lock = SharedLock(in: memory, at: 0)
    condition = SharedCondition(lock: lock, in: memory, at: 8)
    let isHigh = isAtTheEnd ?? Bool.random(using: &random)
    notifications.store(isHigh ? .max : UInt32.random(in: 0...1_000, using: &random))
    condition.missed.store(notifications.load())
  }

  /// What the lock protects.
  var value: Int {
    get { memory.load(at: 16, as: Int.self) }
    nonmutating set { memory.store(newValue, at: 16) }
  }

  /// Notifies without exercise 5.4.
  func notifyAnyway(_ count: Int = .max) {
    notifications.store(notifications.load() &+ 1)
    condition.wake(count)
  }

  /// Lets all go on, in whatever state the exercise left the room: for the end of a test.
  func clearOut<Value>(_ waits: [Observed<Value>]) {
    let deadline = Deadline(after: .seconds(1))
    while !waits.allSatisfy(\.hasFinished), !deadline.hasPassed {
      notifyAnyway()
      sched_yield()
    }
  }

  /// Takes the lock, waits once, and gives the lock back.
  func waitOnce(timeout: Duration? = nil) throws -> Wait {
    try lock.lock()
    let isNotified = try condition.wait(timeout: timeout)
    let hasLock = lock.isHeldByCurrentThread
    if hasLock { try lock.unlock() }
    return Wait(isNotified: isNotified, hasLock: hasLock)
  }

  /// A thread that waits, and is parked after the first slice of its sleep, before it sleeps again.
  ///
  /// - Returns: The thread, its strings, and whether it is there.
  func waiterBetweenSlices(
    _ random: Seeded
  ) throws -> (wait: Observed<Wait>, steps: StepControl, isBetween: Bool) {
    let steps = try StepControl()
    steps.park(.before(.wait, at: notifications.offset))
    let wait = try Observed {
      try lock.lock()
      steps.install()
      let isNotified = try condition.wait()
      steps.uninstall()
      let hasLock = lock.isHeldByCurrentThread
      if hasLock { try lock.unlock() }
      return Wait(isNotified: isNotified, hasLock: hasLock)
    }
    let first = try steps.parked(orElse: "wait should sleep on `notifications`", random)
    steps.park(.before(.load, at: notifications.offset))
    steps.resume()
    let second = try steps.parked(
      orElse: """
        after a slice of a tenth of a second, wait should look around: sleep by the given `sleep`
        """, random)
    return (wait, steps, first != nil && second != nil)
  }

  /// What became of a wait.
  struct Wait: Equatable, Sendable {
    /// What `wait` returned.
    let isNotified: Bool
    /// Whether the thread had the lock then.
    let hasLock: Bool
  }
}

/// A child that waits in a room, and is killed by its control or by the test.
struct RoomWaiter: ProcessTarget {
  let room: Room
  let steps: StepControl

  func run() throws {
    try room.lock.lock()
    steps.install()
    try room.condition.wait()
    steps.uninstall()
    try room.lock.unlock()
  }
}

/// A child that takes the lock of a room, notifies without exercise 5.4, and is killed with the lock.
struct RoomKiller: ProcessTarget {
  let room: Room
  let value: Int
  /// Whether it is killed after it has changed the count, before it wakes anybody.
  var isHalfDone = false

  func run() throws {
    try room.lock.lock()
    room.value = value
    if isHalfDone {
      room.notifications.store(room.notifications.load() &+ 1)
    } else {
      room.notifyAnyway()
    }
    raise(SIGKILL)
  }
}

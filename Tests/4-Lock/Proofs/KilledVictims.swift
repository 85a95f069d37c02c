#if Solutions
import Grading
import Groundwork

/// A place where one is alone, and the ways to get in; the same for victims and survivors.
struct Room: Codable, Sendable {
  enum Kind: String, Codable, CaseIterable { case lock, timedLock, mutex, recursiveLock }

  var kind: Kind
  /// Its value counts the visits, and its lock is that of the first three kinds.
  let mutex: SharedMutex<Int>
  let recursiveLock: SharedRecursiveLock
  /// 1 while a survivor is inside.
  let inside: SharedWord

  init(_ kind: Kind, slice: Duration = .milliseconds(5)) throws {
    self.kind = kind
    mutex = try SharedMutex(0, slice: slice)
    let memory = try SharedMemory(byteCount: 24)
    recursiveLock = SharedRecursiveLock(in: memory, at: 0, slice: slice)
    inside = SharedWord(in: memory, at: 16)
  }

  private var lock: SharedLock { kind == .recursiveLock ? recursiveLock.base : mutex.lock }

  var isFree: Bool { lock.word.load() == LockWord.free }

  /// Runs `body` alone, and hands it how this thread got in; nil if this kind does not tell.
  @available(*, noasync)
  func alone(_ body: (LockOutcome?) throws -> Void) throws {
    switch kind {
    case .mutex:
      try mutex.withLock { value in
        value += 1
        try body(nil)
      }
    case .lock:
      let outcome = try lock.lock()
      mutex.content += 1
      try body(outcome)
      try lock.unlock()
    case .timedLock:
      let outcome = try lock.lock(timeout: .seconds(600))
      mutex.content += 1
      try body(outcome)
      try lock.unlock()
    case .recursiveLock:
      let outcome = try recursiveLock.lock()
      _ = try recursiveLock.lock()
      mutex.content += 1
      try body(outcome)
      try recursiveLock.unlock()
      try recursiveLock.unlock()
    }
  }

  /// A survivor's visit: alone, or it throws.
  @available(*, noasync)
  func visit() throws -> LockOutcome? {
    var outcome: LockOutcome?
    try alone {
      outcome = $0
      guard inside.exchange(1) == 0 else { throw TestFailure("two are inside at once") }
      inside.store(0)
    }
    return outcome
  }

  /// What two survivors find who come one after the other.
  struct Visits {
    let wasHeld: Bool
    let told: Int
  }

  func twoVisits(orElse problem: String) throws -> Visits {
    let wasHeld = !isFree
    let outcomes = try (1...2).map { number in
      try Observed { try visit() }.value(orElse: "\(problem), and survivor \(number) waits on")
    }
    guard isFree else {
      throw TestFailure("\(problem): all have gone, and somebody has the lock")
    }
    return Visits(wasHeld: wasHeld, told: outcomes.count { $0 == .ownerDied })
  }
}

/// A child that is to be killed on its way.
struct Victim: ProcessTarget {
  enum Work: Codable {
    /// Comes and goes.
    case visit
    /// Comes unseen by the hook, waits at the gate, and goes.
    case leave(report: Descriptor, gate: Descriptor)
    /// Comes in vain, with little time.
    case giveUp
  }

  let room: Room
  let work: Work
  let steps: StepControl

  func run() throws {
    switch work {
    case .visit:
      steps.install()
      try room.alone { _ in }
      steps.uninstall()
    case .leave(let report, let gate):
      try room.alone { _ in
        try report.writeLine("inside")
        try gate.waitAtGate()
        steps.install()
      }
      steps.uninstall()
    case .giveUp:
      steps.install()
      let outcome = try room.mutex.lock.lock(timeout: .milliseconds(1))
      steps.uninstall()
      if outcome != nil { throw TestFailure("another process had the lock") }
    }
  }
}

/// A child that takes a permit and gives it back.
struct Taker: ProcessTarget {
  let semaphore: SharedSemaphore
  let steps: StepControl

  func run() throws {
    steps.install()
    try semaphore.withPermit {}
    steps.uninstall()
  }
}

/// A child that adds a permit.
struct Releaser: ProcessTarget {
  let semaphore: SharedSemaphore
  let steps: StepControl

  func run() throws {
    steps.install()
    try semaphore.release()
    steps.uninstall()
  }
}
#endif

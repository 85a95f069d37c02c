import Grading
import Groundwork
import Testing

// MARK: - Locks without the exercises

/// A lock that no end of a slice rescues: whatever wakes a thread, the exercises did it.
func lockWithoutSlices() throws -> SharedLock {
  SharedLock(in: try SharedMemory(byteCount: 8), at: 0, slice: nil)
}

extension SharedLock {
  /// Who has the lock; 0 if nobody has it.
  var owner: UInt64 { LockWord.owner(of: word.load()) }

  /// Takes the lock for the calling thread, without exercise 4.1; says whether it was free.
  func takeByHand() -> Bool {
    word.compareExchange(expected: LockWord.free, desired: ThreadIdentity.current.rawValue)
      .exchanged
  }

  /// Gives the lock back for whoever has it, as an owner does; says how many threads it woke.
  @discardableResult
  func freeByHand() -> Int {
    word.exchange(LockWord.free) & LockWord.sleepers == 0 ? 0 : word.lowerHalf.wake(1)
  }
}

// MARK: - Threads and children that own a lock

/// A thread of this process that lives, and does nothing, until it is told to end.
final class Stranger: Sendable {
  /// Who it is: what a lock's word holds if this thread has the lock.
  let identity: UInt64
  private let gate: Descriptor
  private let thread: Observed<Void>

  init() throws {
    let (reader, writer) = try Descriptor.pipe()
    let (answer, question) = try Descriptor.pipe()
    thread = try Observed {
      try question.writeLine("\(ThreadIdentity.current.rawValue)")
      try reader.waitAtGate()
    }
    let line = try answer.readLine(orElse: "a thread of the test did not come up")
    identity = line.flatMap { UInt64($0) } ?? 0
    gate = writer
  }

  /// Ends the thread, and waits until it is gone.
  func end() throws {
    gate.close()
    try thread.value(orElse: "a thread of the test did not end")
    while ThreadIdentity(rawValue: identity).isAlive { sched_yield() }
  }
}

/// A child that takes the lock, and exits with 0 if it is the owner then.
struct Visitor: ProcessTarget {
  let lock: SharedLock
  let steps: StepControl

  func run() throws {
    steps.install()
    try lock.lock()
    exit(lock.owner == ThreadIdentity.current.rawValue ? 0 : 1)
  }
}

/// A child that has a lock, without the exercises, until it is killed.
struct Hoarder: ProcessTarget {
  let lock: SharedLock
  let report: Descriptor

  func run() throws {
    lock.word.store(ThreadIdentity.current.rawValue)
    try report.writeLine("taken")
    while true { pause() }
  }

  /// Starts such a child, and returns once it has the lock.
  static func start(_ lock: SharedLock) throws -> TestChild {
    let (reader, writer) = try Descriptor.pipe()
    let child = try TestChild(Hoarder(lock: lock, report: writer), name: "hoarder")
    _ = try reader.readLine(orElse: "a child of the test did not come up")
    return child
  }
}

extension TestChild {
  /// Ends the child with SIGKILL, and leaves it a zombie.
  func killWithoutReaping() {
    send(SIGKILL)
    waitForEnd(of: pid)
  }
}

// MARK: - Dead owners, without exercise 4.7

/// A lock that belongs to a thread which has ended.
///
/// At the end of each slice of a sleep it goes to the one that sleeps, as exercise 4.7 does it.
func lockOfDeadOwner() throws -> SharedLock {
  let lock = SharedLock(in: try SharedMemory(byteCount: 8), at: 0, slice: .milliseconds(5))
  try lock.losesItsOwner()
  return lock
}

extension SharedLock {
  /// Makes a thread that has ended the owner of this lock, and inherits without exercise 4.7.
  func losesItsOwner() throws {
    let stranger = try Stranger()
    try stranger.end()
    // The closure stays: so it must not keep the stranger, and its descriptors.
    let dead = stranger.identity
    word.store(dead)
    SharedLock.heir.withLock {
      $0 = { lock, value in
        guard LockWord.owner(of: value) == dead else { return false }
        let own = ThreadIdentity.current.rawValue
        return lock.word.compareExchange(expected: value, desired: own | LockWord.sleepers)
          .exchanged
      }
    }
  }
}

extension Observed {
  /// As `value(orElse:)`, where a lock's owner has died; says where to look if that was lost.
  func afterDeath(_ file: String, orElse problem: String) throws -> Value {
    do {
      return try value(orElse: problem)
    } catch LockError.alreadyHeld {
      throw TestFailure(
        """
        The owner died, and `sleep` returned .ownerDied: since then this thread has the lock. It \
        went on all the same, and found that it has the lock already. Look at \(file): what `sleep` \
        returns, if it is not nil, must be returned at once.
        """)
    }
  }
}

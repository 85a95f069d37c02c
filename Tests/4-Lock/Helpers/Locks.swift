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

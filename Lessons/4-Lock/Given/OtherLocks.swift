import Groundwork

/// A value in shared memory that can only be reached while its lock is held.
///
/// What a process does to the value takes effect as a whole: if it is killed meanwhile, the others
/// find the value as it was before.
///
/// A copy is the same mutex. Codable while its memory is: while a child is started or a message is
/// sent.
///
/// ```swift
/// struct Account: BitwiseCopyable {
///   var balance = 0
///   var depositCount = 0
/// }
///
/// let account = try SharedMutex(Account())
/// try account.withLock { account in
///   account.balance += 10
///   account.depositCount += 1
/// }
/// print(try account.withLock { $0.balance })  // 10
/// ```
public struct SharedMutex<Value: BitwiseCopyable>: Sendable, Codable {
  /// Held by whoever uses the value.
  @usableFromInline package let lock: SharedLock

  /// Which of the two slots holds the value: 0 or 1.
  ///
  /// Stored only by the owner of the lock.
  @usableFromInline package let selector: SharedWord

  /// Puts a value into shared memory of its own.
  ///
  /// - Parameter value: The value at first.
  /// - Throws: `SystemError`, such as ENOMEM.
  public init(_ value: Value) throws {
    try self.init(value, slice: .milliseconds(50))
  }

  /// As `init(_:)`, with a lock that asks for its owner after each `slice`.
  package init(_ value: Value, slice: Duration?) throws {
    let memory = try SharedMemory(byteCount: Self.offset(ofSlot: 2))
    lock = SharedLock(in: memory, at: 0, slice: slice)
    selector = SharedWord(in: memory, at: 8)
    content = value
  }

  /// The value, as it is in shared memory: only for the owner of the lock.
  ///
  /// It is written into the slot that is not in use; then one store makes it the slot in use. So
  /// there is a whole value at any moment, also if the writer is killed.
  @inlinable
  package var content: Value {
    get { selector.memory.load(at: Self.offset(ofSlot: selector.load()), as: Value.self) }
    nonmutating set {
      let other = 1 - selector.load()
      selector.memory.store(newValue, at: Self.offset(ofSlot: other))
      // Releases: whoever sees the new selector sees the value.
      selector.store(other)
    }
  }

  /// Where a slot begins: after the words of the lock and the selector.
  @inlinable
  static func offset(ofSlot slot: UInt32) -> Int {
    let alignment = max(16, MemoryLayout<Value>.alignment)
    let size = (MemoryLayout<Value>.size + alignment - 1) & ~(alignment - 1)
    return alignment + Int(slot) * size
  }
}

/// A lock that its owner can take again, and gives back as often as it took it.
///
/// A copy is the same lock. Codable while its memory is: while a child is started or a message is
/// sent.
///
/// ```swift
/// struct Journal {
///   let lock: SharedRecursiveLock
///
///   func add(_ line: String) throws { try lock.withLock { print(line) } }
///   func add(_ lines: [String]) throws {
///     try lock.withLock { for line in lines { try add(line) } }
///   }
/// }
///
/// try Journal(lock: SharedRecursiveLock()).add(["one", "two"])
/// ```
public struct SharedRecursiveLock: Sendable, Codable {
  /// Taken by the first of the owner's locks, given back by its last unlock.
  package let base: SharedLock

  /// How often the owner has the lock.
  ///
  /// Only the owner of `base` loads and stores it. What it holds when the lock is free, or was the
  /// count of an owner that is dead, means nothing.
  package let depth: SharedWord

  /// Makes a lock that is free, in memory of its own.
  ///
  /// - Throws: `SystemError`, such as ENOMEM.
  public init() throws {
    self.init(in: try SharedMemory(byteCount: 16), at: 0)
  }

  /// A lock in memory that several things share; it is free if these 16 bytes are zero.
  package init(in memory: SharedMemory, at offset: Int, slice: Duration? = .milliseconds(50)) {
    base = SharedLock(in: memory, at: offset, slice: slice)
    depth = SharedWord(in: memory, at: offset + 8)
  }
}

/// A number of permits that threads of several processes take, and wait for.
///
/// A permit belongs to nobody: any thread may release one that another has acquired. So nobody
/// knows whose permit it was when a process is killed, and that permit is lost.
///
/// A copy is the same semaphore. Codable while its memory is: while a child is started or a message
/// is sent.
///
/// ```swift
/// struct PrintJob: ProcessTarget {
///   let printers: SharedSemaphore
///
///   func run() throws { try printers.withPermit { print("\(CurrentProcess.name) prints") } }
/// }
///
/// let job = PrintJob(printers: try SharedSemaphore(permits: 2))
/// _ = try runAll([job, job, job, job])
/// ```
public struct SharedSemaphore: Sendable, Codable {
  /// How many permits there are, and whether somebody may sleep.
  ///
  /// Bits 0 to 30 are the permits that can be acquired. Bit 31 says that somebody may sleep; a thread
  /// sets it before it sleeps, which it does only while there is no permit. Whoever releases a permit
  /// clears the bit in the same step, and then wakes all: each of them looks again, and sets the bit
  /// again if it has to. So the bit is never set while there is a permit.
  ///
  /// Nobody counts the sleepers, so a thread that is killed leaves no wrong count. If it was woken, it
  /// takes nothing with it, as the others were woken too. If it set the bit, one useless wake-up
  /// follows. If it released a permit, and had not yet woken anybody, the others sleep on until a
  /// slice ends.
  package let word: SharedWord

  /// How many permits there can be.
  package let limit: Int

  /// How long a thread sleeps until it looks again in any case; nil if it never does.
  package let slice: Duration?

  /// Bit 31 of the word.
  package static var sleepers: UInt32 { 1 << 31 }

  /// Makes a semaphore in memory of its own.
  ///
  /// - Parameters:
  ///   - permits: How many permits there are at first: zero or more, and less than 2,147,483,648.
  ///   - isBounded: Whether there can never be more than that.
  /// - Throws: `LockError.badPermits`; `SystemError`, such as ENOMEM.
  public init(permits: Int, isBounded: Bool = false) throws {
    try self.init(permits: permits, isBounded: isBounded, slice: .milliseconds(50))
  }

  /// As `init(permits:isBounded:)`; with nil for `slice` a test sees what the exercise does by itself.
  package init(permits: Int, isBounded: Bool = false, slice: Duration?) throws {
    guard (0...Int(Int32.max)).contains(permits) else { throw LockError.badPermits(permits) }
    word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    limit = isBounded ? permits : Int(Int32.max)
    self.slice = slice
    word.store(UInt32(permits))
  }

  /// How many permits could be acquired at this moment.
  public var permits: Int { Int(word.load() & ~Self.sleepers) }

  /// Sleeps while the word is `value`: until the thread is woken, or a slice is over.
  ///
  /// May return early, and for no reason: look at the word again.
  ///
  /// - Parameters:
  ///   - value: A word without a permit, and with `sleepers` in it: otherwise nobody will wake this
  ///     thread.
  ///   - deadline: When to wake up in any case.
  @available(*, noasync)
  package func sleep(while value: UInt32, until deadline: Deadline = .never) {
    _ = word.wait(while: value, until: deadline.limited(to: slice))
  }
}

internal import CPlatform
import Synchronization

/// An atomic 32-bit word in shared memory that processes can wait on and wake.
///
/// Every load acquires and every store releases: whatever a process wrote before it stored a word,
/// another process sees once it has loaded that value. There is no ordering to choose.
///
/// A copy is the same word, not another one. Codable while its memory is: while a child is started
/// or a message is sent.
///
/// ```swift
/// struct Opener: ProcessTarget {
///   let door: SharedWord
///
///   func run() {
///     door.store(1)
///     door.wake()
///   }
/// }
///
/// let door = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
/// let pid = try launch(Opener(door: door), name: "opener")
/// while door.load() == 0 { _ = door.wait(while: 0) }
/// waitpid(pid, nil, 0)
/// ```
public struct SharedWord: @unchecked Sendable {
  /// The memory that holds the word, kept alive by it.
  public let memory: SharedMemory
  @usableFromInline let address: UnsafeMutablePointer<Atomic<UInt32>>

  /// The word at `offset` bytes of `memory`, a multiple of four.
  public init(in memory: SharedMemory, at offset: Int) {
    precondition(
      memory.holds(UInt32.self, at: offset),
      "A shared word needs an offset inside the memory that is a multiple of 4, not \(offset).")
    self.memory = memory
    address = memory.atomic(at: offset)
  }

  /// The word's place in its memory, in bytes.
  public var offset: Int { memory.offset(of: address) }

  /// The current value (acquire).
  @inlinable
  public func load() -> UInt32 {
    #if DEBUG
    _ = StepHook.before(.load, at: address, in: memory)
    #endif
    return address.pointee.load(ordering: .acquiring)
  }

  /// Sets the value (release).
  @inlinable
  public func store(_ value: UInt32) {
    #if DEBUG
    _ = StepHook.before(.store, at: address, in: memory)
    #endif
    address.pointee.store(value, ordering: .releasing)
  }

  /// Sets the value and returns the one before.
  @inlinable
  public func exchange(_ value: UInt32) -> UInt32 {
    #if DEBUG
    _ = StepHook.before(.exchange, at: address, in: memory)
    #endif
    return address.pointee.exchange(value, ordering: .acquiringAndReleasing)
  }

  /// Sets the value to `desired` if it is `expected`, in one step that nothing can come between.
  ///
  /// - Returns: Whether it was set, and the value that was there before.
  @inlinable
  public func compareExchange(
    expected: UInt32, desired: UInt32
  ) -> (exchanged: Bool, original: UInt32) {
    #if DEBUG
    if case .fail = StepHook.before(.compareExchange, at: address, in: memory) {
      return (false, address.pointee.load(ordering: .acquiring))
    }
    #endif
    return address.pointee.compareExchange(
      expected: expected, desired: desired, ordering: .acquiringAndReleasing)
  }

  /// Sleeps while the value is `value`, until the word is woken or the deadline comes.
  ///
  /// May return early: after a signal, or for no reason at all. Look at the word again, and wait
  /// again with the same deadline. A change of the word alone wakes nobody: call `wake` after it.
  /// The call underneath is `futex` (`FUTEX_WAIT_BITSET`, shared between processes).
  ///
  /// - Returns: False once the deadline has passed; true otherwise, also if the word holds another
  ///   value already.
  public func wait(while value: UInt32, until deadline: Deadline = .never) -> Bool {
    #if DEBUG
    switch StepHook.before(
      .wait, at: address, in: memory, operand: Int(value), until: deadline)
    {
    case .fail: return !deadline.hasPassed
    case .woken: return true
    case .proceed, .limit: break
    }
    #endif
    switch workbook_futex_wait(address, value, deadline.remainingNanoseconds) {
    // Woken counts even at the last moment, or the waker's one wake-up would be lost.
    case 0, EAGAIN: return true
    case EINTR, ETIMEDOUT: return !deadline.hasPassed
    case let error: fatalError("\(SystemError("futex", number: error))")
    }
  }

  /// As `wait`, but patient: looks at the word for some microseconds first, and lets others run in
  /// between (`sched_yield`).
  ///
  /// For what mostly comes soon: to fall asleep, and to be woken, takes longer. A test's step hook sees
  /// only the wait.
  package func waitPatiently(while value: UInt32, until deadline: Deadline = .never) -> Bool {
    let patience = deadline.limited(to: .microseconds(50))
    while address.pointee.load(ordering: .acquiring) == value, !patience.hasPassed {
      _ = sched_yield()
    }
    return wait(while: value, until: deadline)
  }

  /// Wakes at most `count` sleepers of this word, in any process; never blocks.
  ///
  /// - Returns: How many sleepers were woken.
  @discardableResult
  public func wake(_ count: Int = .max) -> Int {
    #if DEBUG
    if case .woken(let number) = StepHook.before(
      .wake, at: address, in: memory, operand: count)
    {
      return number
    }
    #endif
    // Asked to wake nobody, the kernel wakes one.
    return count > 0 ? Int(workbook_futex_wake(address, CInt(clamping: count))) : 0
  }
}

extension SharedWord: Codable {
  /// The word that another process encoded; throws if it lies outside its memory.
  public init(from decoder: any Decoder) throws {
    let place = try SharedPlace(from: decoder)
    guard place.memory.holds(UInt32.self, at: place.offset) else { throw place.error(decoder) }
    self.init(in: place.memory, at: place.offset)
  }

  /// Encodes the memory and the offset; throws where memory can't be encoded.
  public func encode(to encoder: any Encoder) throws {
    try SharedPlace(memory: memory, offset: offset).encode(to: encoder)
  }
}

/// What of a word travels between processes.
struct SharedPlace: Codable {
  let memory: SharedMemory
  let offset: Int

  func error(_ decoder: any Decoder) -> DecodingError {
    .dataCorrupted(
      DecodingError.Context(
        codingPath: decoder.codingPath,
        debugDescription: "No word can be at offset \(offset) of \(memory.byteCount) bytes."))
  }
}

extension SharedMemory {
  /// Whether a value of `type` at `offset` is inside the memory, and aligned.
  func holds<Value>(_ type: Value.Type, at offset: Int) -> Bool {
    let size = MemoryLayout<Value>.size
    return offset >= 0 && offset.isMultiple(of: size) && offset <= byteCount - size
  }

  /// The address of an atomic value.
  ///
  /// It is good for as long as this object lives: the memory never moves.
  func atomic<Value: AtomicRepresentable & BitwiseCopyable>(
    at offset: Int
  ) -> UnsafeMutablePointer<Atomic<Value>> {
    (base + offset).assumingMemoryBound(to: Atomic<Value>.self)
  }

  /// The offset that a pointer into this memory stands for.
  func offset(of address: UnsafeMutableRawPointer) -> Int {
    base.distance(to: address)
  }
}

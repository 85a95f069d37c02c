import Groundwork
import Synchronization

/// A lock for threads of several processes: one at a time has it.
///
/// It belongs to the thread that took it, and no other one can give it back. If that thread ends
/// without doing so, even by SIGKILL, the next one gets the lock, and is told. A lock is not
/// reentrant: whoever has it can't take it again.
///
/// A copy is the same lock. Codable while its memory is: while a child is started or a message is
/// sent.
///
/// ```swift
/// struct Deposit: ProcessTarget {
///   let balance: SharedValue<Int>
///   let lock: SharedLock
///
///   func run() throws { try lock.withLock { balance.value += 10 } }
/// }
///
/// let deposit = Deposit(balance: try SharedValue(0), lock: try SharedLock())
/// _ = try runAll([deposit, deposit])
/// print(deposit.balance.value)  // 20
/// ```
public struct SharedLock: Sendable, Codable {
  /// Who has the lock: laid out as `LockWord` says.
  @usableFromInline package let word: SharedWord64

  /// How long a thread sleeps until it asks whether the owner lives; nil if it never asks.
  package let slice: Duration?

  /// Makes a lock that is free, in memory of its own.
  ///
  /// - Throws: `SystemError`, such as ENOMEM.
  public init() throws {
    self.init(in: try SharedMemory(byteCount: 8), at: 0)
  }

  /// A lock in memory that several things share; it is free if these 8 bytes are zero.
  ///
  /// - Parameters:
  ///   - memory: The memory.
  ///   - offset: The place of the word: a multiple of eight.
  ///   - slice: How long to sleep until it is asked whether the owner lives; nil means never. Then
  ///     a lock whose owner dies stays locked, and the end of a slice makes up for no lost wake-up:
  ///     a test sees what the exercises do by themselves.
  package init(in memory: SharedMemory, at offset: Int, slice: Duration? = .milliseconds(50)) {
    word = SharedWord64(in: memory, at: offset)
    self.slice = slice
  }

  /// Whether the calling thread has the lock.
  @available(*, noasync)
  package var isHeldByCurrentThread: Bool {
    LockWord.owner(of: word.load()) == ThreadIdentity.current.rawValue
  }

  /// Sleeps while the lock's word is `value`: until the thread is woken, or a slice is over.
  ///
  /// May return early, and for no reason: look at the word again. At the end of each slice exercise
  /// 4.7, `takeOver`, looks whether the owner is dead.
  ///
  /// - Parameters:
  ///   - value: A held lock's word, with `LockWord.sleepers` in it: otherwise nobody will wake this
  ///     thread.
  ///   - deadline: When to wake up in any case.
  /// - Returns: `.ownerDied` if this thread has the lock now, because its owner is dead; else nil.
  @available(*, noasync)
  package func sleep(while value: UInt64, until deadline: Deadline = .never) -> LockOutcome? {
    let half = UInt32(truncatingIfNeeded: value)
    guard let slice else {
      _ = word.lowerHalf.wait(while: half, until: deadline)
      return nil
    }
    let isOver = !word.lowerHalf.wait(while: half, until: deadline.limited(to: slice))
    // Signals can wake a thread again and again, so that none of its slices comes to an end.
    guard isOver || word.load() == value else { return nil }
    return inherits(from: value) ? .ownerDied : nil
  }

  /// Takes the lock if its owner is dead: exercise 4.7 does.
  private func inherits(from value: UInt64) -> Bool {
    #if DEBUG
    if let heir = Self.heir.withLock({ $0 }) { return heir(self, value) }
    #endif
    return takeOver(from: value)
  }

  #if DEBUG
  /// What a test puts in place of exercise 4.7, so that it can try those that come before.
  package static let heir = Mutex<(@Sendable (SharedLock, UInt64) -> Bool)?>(nil)
  #endif
}

/// The values of a lock's word, and what each bit means.
///
///     bits  0–21, 32–63   the owner's `ThreadIdentity`; all 0 if the lock is free
///     bit   31            somebody may sleep; 0 if the lock is free
///     bits 22–30          always 0
///
/// Who may change it, each time by one step that nothing can come between:
///
/// | from           | to                                      | by                             |
/// |----------------|-----------------------------------------|--------------------------------|
/// | free           | its own identity                        | a thread that comes            |
/// | free           | its own identity, with bit 31           | a thread that had to wait      |
/// | owned          | the same owner, with bit 31             | a thread that goes to sleep    |
/// | owned          | free, and it wakes one if bit 31 was 1  | the owner, and nobody else     |
/// | owned by dead  | its own identity, with bit 31           | one that found the owner dead  |
///
/// So the owner finds its own identity there for as long as it has the lock, and must reckon with
/// bit 31 at any moment. Whoever had to wait can't know whether others still sleep, and keeps bit
/// 31 for them: that costs one useless wake-up after the last.
///
/// A thread that is killed between any two steps delays the others by a slice at most. If it was
/// woken, or had not yet woken anybody, the lock is free while others sleep, until a slice ends.
package enum LockWord {
  /// Nobody has the lock.
  package static let free: UInt64 = 0
  /// Somebody may sleep: who gives the lock back must wake one thread.
  package static let sleepers: UInt64 = 1 << 31

  /// The identity of the owner, `ThreadIdentity.rawValue`; 0 if there is none.
  package static func owner(of value: UInt64) -> UInt64 { value & ~ThreadIdentity.spareBits }
}

/// How a thread got a lock.
///
/// ```swift
/// let lock = try SharedLock()
/// switch try lock.lock() {
/// case .locked: break
/// case .ownerDied: print("what the last owner left half done comes first")
/// }
/// try lock.unlock()
/// ```
public enum LockOutcome: Hashable, Sendable {
  /// The lock was free.
  case locked
  /// The lock belonged to a thread that has ended: what it protects may be half changed.
  ///
  /// One thread is told. It has the lock as always, and gives it back as always.
  case ownerDied
}

/// What can go wrong with locks and semaphores.
public enum LockError: Error, Hashable, CustomStringConvertible {
  /// The calling thread gives back a lock that it doesn't have.
  case notHeld
  /// The calling thread waits for a lock that it has itself.
  case alreadyHeld
  /// A bounded semaphore has all of its permits already.
  case tooManyReleases(limit: Int)
  /// A semaphore can't have so many permits.
  case badPermits(Int)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .notHeld:
      """
      The calling thread does not have this lock, so it can't give it back: unlock it once after \
      each lock, and on the same thread
      """
    case .alreadyHeld:
      """
      The calling thread has this lock already, and would wait for itself forever: unlock it \
      first, or use a SharedRecursiveLock
      """
    case .tooManyReleases(let limit):
      """
      All of the semaphore's \(limit) permits are there already: release once after each acquire
      """
    case .badPermits(let permits):
      "A semaphore has from 0 to 2,147,483,647 permits, not \(permits)"
    }
  }
}

internal import CPlatform
import Synchronization

/// An atomic 64-bit number in shared memory.
///
/// As `SharedWord`, but twice as wide. One can wait on its lower half alone: the kernel's `futex`
/// knows no wider words.
///
/// ```swift
/// let tickets = SharedWord64(in: try SharedMemory(byteCount: 8), at: 0)
/// var mine = tickets.load()
/// while true {
///   let (exchanged, original) = tickets.compareExchange(expected: mine, desired: mine + 1)
///   if exchanged { break }
///   mine = original
/// }
/// print("ticket \(mine) is nobody else's")
/// ```
public struct SharedWord64: @unchecked Sendable {
  /// The memory that holds the word, kept alive by it.
  public let memory: SharedMemory
  @usableFromInline let address: UnsafeMutablePointer<Atomic<UInt64>>

  /// The word at `offset` bytes of `memory`, a multiple of eight.
  public init(in memory: SharedMemory, at offset: Int) {
    precondition(
      memory.holds(UInt64.self, at: offset),
      "A 64-bit word needs an offset inside the memory that is a multiple of 8, not \(offset).")
    self.memory = memory
    address = memory.atomic(at: offset)
  }

  /// The word's place in its memory, in bytes.
  public var offset: Int { memory.offset(of: address) }

  /// The lower 32 bits, as a word to wait on and to wake.
  ///
  /// A lock can keep its owner in all 64 bits, with its flags in the lower half.
  public var lowerHalf: SharedWord {
    // Both of the supported processors are little-endian: the lower half comes first.
    SharedWord(in: memory, at: offset)
  }

  /// The current value (acquire).
  @inlinable
  public func load() -> UInt64 {
    #if DEBUG
    _ = StepHook.before(.load, at: address, in: memory)
    #endif
    return address.pointee.load(ordering: .acquiring)
  }

  /// Sets the value (release).
  @inlinable
  public func store(_ value: UInt64) {
    #if DEBUG
    _ = StepHook.before(.store, at: address, in: memory)
    #endif
    address.pointee.store(value, ordering: .releasing)
  }

  /// Sets the value and returns the one before.
  @inlinable
  public func exchange(_ value: UInt64) -> UInt64 {
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
    expected: UInt64, desired: UInt64
  ) -> (exchanged: Bool, original: UInt64) {
    #if DEBUG
    if case .fail = StepHook.before(.compareExchange, at: address, in: memory) {
      return (false, address.pointee.load(ordering: .acquiring))
    }
    #endif
    return address.pointee.compareExchange(
      expected: expected, desired: desired, ordering: .acquiringAndReleasing)
  }

  /// As `compareExchange`, but patient: tries again for some microseconds.
  ///
  /// For what others keep for a moment only: to fall asleep, and to be woken, takes longer. Between
  /// two tries it doesn't look, because each look takes the word away from the other processor, which
  /// needs it to go on.
  ///
  /// - Returns: As `compareExchange`, after the last try.
  @inlinable
  package func compareExchangePatiently(
    expected: UInt64, desired: UInt64
  ) -> (exchanged: Bool, original: UInt64) {
    let first = compareExchange(expected: expected, desired: desired)
    // In a test the step hook can let it fail even so; then it has failed.
    if first.exchanged || first.original == expected { return first }
    return tryAgain(expected, desired)
  }

  /// Tries again for some microseconds, after the first try, which is all that the step hook sees.
  @usableFromInline
  package func tryAgain(
    _ expected: UInt64, _ desired: UInt64
  ) -> (exchanged: Bool, original: UInt64) {
    var result = (exchanged: false, original: expected)
    for _ in 0..<12 where !result.exchanged {
      workbook_pause()
      result = address.pointee.compareExchange(
        expected: expected, desired: desired, ordering: .acquiringAndReleasing)
    }
    return result
  }
}

extension SharedWord64: Codable {
  /// The word that another process encoded; throws if it lies outside its memory.
  public init(from decoder: any Decoder) throws {
    let place = try SharedPlace(from: decoder)
    guard place.memory.holds(UInt64.self, at: place.offset) else { throw place.error(decoder) }
    self.init(in: place.memory, at: place.offset)
  }

  /// Encodes the memory and the offset; throws where memory can't be encoded.
  public func encode(to encoder: any Encoder) throws {
    try SharedPlace(memory: memory, offset: offset).encode(to: encoder)
  }
}

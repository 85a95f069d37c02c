/// An atomic 32-bit word in shared memory that processes can wait on and wake.
public struct SharedWord: Sendable {
  /// The word at `offset` bytes of `memory`, a multiple of four.
  public init(in memory: SharedMemory, at offset: Int) { fatalError("to be written") }

  /// The current value (acquire).
  public func load() -> UInt32 { fatalError("to be written") }
  /// Sets the value (release).
  public func store(_ value: UInt32) { fatalError("to be written") }
  /// Sets the value and returns the one before.
  public func exchange(_ value: UInt32) -> UInt32 { fatalError("to be written") }
  /// Sets the value to `desired` if it is `expected`.
  public func compareExchange(expected: UInt32, desired: UInt32) -> (exchanged: Bool, original: UInt32) { fatalError("to be written") }
  /// Sleeps while the value is `value`; may return early. False once the deadline has passed.
  public func wait(while value: UInt32, until deadline: Deadline = .never) -> Bool { fatalError("to be written") }
  /// Wakes at most `count` sleepers of this word, and returns how many.
  public func wake(_ count: Int = .max) -> Int { fatalError("to be written") }
}

// Mistake: The child puts what it got into memory of its own.
// Caught by: A copy of the handle is the same value
// Verdict: failed

import Groundwork

extension SharedValue {
  /// Puts `value` into new shared memory.
  ///
  /// The calls underneath are `memfd_create` and `mmap`.
  ///
  /// - Parameter value: The value to begin with.
  /// - Throws: `SystemError`, such as ENOMEM, or EMFILE if too many descriptors are open.
  public init(_ value: Value) throws {
    memory = try SharedMemory(byteCount: MemoryLayout<Value>.size)
    self.value = value
  }

  /// The value, as it is in the shared memory at this moment.
  ///
  /// Neither reading nor writing blocks. `value += 1` does both, one after the other.
  public var value: Value {
    get {
      memory.load(at: 0, as: Value.self)
    }
    // The handle stays as it is: what changes is the memory that it stands for.
    nonmutating set {
      memory.store(newValue, at: 0)
    }
  }
}

extension SharedValue: Codable {
  /// The shared value that another process encoded.
  ///
  /// - Parameter decoder: The decoder of a child that is starting, or of a message.
  /// - Throws: `DecodingError` elsewhere.
  public init(from decoder: any Decoder) throws {
    let shared = try SharedMemory(from: decoder)
    memory = try SharedMemory(byteCount: shared.byteCount)
    memory.store(shared.load(at: 0, as: Value.self), at: 0)
  }

  /// Hands the shared value to the process that is started, or that the message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere.
  public func encode(to encoder: any Encoder) throws {
    // The memory, not the value: that would arrive as a copy, like everything in lesson 1.
    try memory.encode(to: encoder)
  }
}

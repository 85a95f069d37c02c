// Mistake: The value is sent to the child, as any argument is.
// Caught by: A child's write is seen here
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
    var container = try decoder.unkeyedContainer()
    var bytes: [UInt8] = []
    while !container.isAtEnd { bytes.append(try container.decode(UInt8.self)) }
    memory = try SharedMemory(byteCount: bytes.count)
    for (offset, byte) in bytes.enumerated() { memory.store(byte, at: offset) }
  }

  /// Hands the shared value to the process that is started, or that the message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for offset in 0..<memory.byteCount {
      try container.encode(memory.load(at: offset, as: UInt8.self))
    }
  }
}

// Alternative: The memory travels under a key, and the memory is a little larger than the value.

import Groundwork

extension SharedValue {
  /// Puts `value` into new shared memory.
  ///
  /// The calls underneath are `memfd_create` and `mmap`.
  ///
  /// - Parameter value: The value to begin with.
  /// - Throws: `SystemError`, such as ENOMEM, or EMFILE if too many descriptors are open.
  public init(_ value: Value) throws {
    let memory = try SharedMemory(byteCount: MemoryLayout<Value>.stride)
    memory.store(value, at: 0)
    self.init(memory: memory)
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
  private enum Key: CodingKey { case memory }

  /// The shared value that another process encoded.
  ///
  /// - Parameter decoder: The decoder of a child that is starting, or of a message.
  /// - Throws: `DecodingError` elsewhere.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    memory = try container.decode(SharedMemory.self, forKey: .memory)
  }

  /// Hands the shared value to the process that is started, or that the message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(memory, forKey: .memory)
  }
}

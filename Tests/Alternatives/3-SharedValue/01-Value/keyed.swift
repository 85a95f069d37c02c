// Alternative: The memory travels under a key, and the memory is a little larger than the value.

import Groundwork

extension SharedValue {
  public init(_ value: Value) throws {
    let memory = try SharedMemory(byteCount: MemoryLayout<Value>.stride)
    memory.store(value, at: 0)
    self.init(memory: memory)
  }

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

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    memory = try container.decode(SharedMemory.self, forKey: .memory)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(memory, forKey: .memory)
  }
}

// Mistake: Shared memory is read and written like a variable.
// Caught by: Each read and each write is one access that the optimizer can't see through
// Verdict: failed

import Groundwork

extension SharedValue {
  public init(_ value: Value) throws {
    memory = try SharedMemory(byteCount: MemoryLayout<Value>.size)
    self.value = value
  }

  public var value: Value {
    get {
      memory.withUnsafeMutableBytes { $0.load(as: Value.self) }
    }
    // The handle stays as it is: what changes is the memory that it stands for.
    nonmutating set {
      memory.withUnsafeMutableBytes { $0.storeBytes(of: newValue, as: Value.self) }
    }
  }
}

extension SharedValue: Codable {
  public init(from decoder: any Decoder) throws {
    memory = try SharedMemory(from: decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    // The memory, not the value: that would arrive as a copy, like everything in lesson 1.
    try memory.encode(to: encoder)
  }
}

// Mistake: What can't be encoded is left out.
// Caught by: A handle is refused where it would mean nothing
// Verdict: failed

import Groundwork

extension SharedValue {
  public init(_ value: Value) throws {
    memory = try SharedMemory(byteCount: MemoryLayout<Value>.size)
    self.value = value
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
  public init(from decoder: any Decoder) throws {
    memory = try SharedMemory(from: decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    // The memory, not the value: that would arrive as a copy, like everything in lesson 1.
    try? memory.encode(to: encoder)
  }
}

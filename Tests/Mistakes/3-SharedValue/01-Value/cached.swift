// Mistake: What was read once need not be read again.
// Caught by: A child sees what is written while it runs
// Verdict: failed

import Groundwork

private nonisolated(unsafe) var seen: [ObjectIdentifier: Any] = [:]

extension SharedValue {
  public init(_ value: Value) throws {
    memory = try SharedMemory(byteCount: MemoryLayout<Value>.size)
    self.value = value
  }

  public var value: Value {
    get {
      if let known = seen[ObjectIdentifier(memory)] as? Value { return known }
      let value = memory.load(at: 0, as: Value.self)
      seen[ObjectIdentifier(memory)] = value
      return value
    }
    // The handle stays as it is: what changes is the memory that it stands for.
    nonmutating set {
      memory.store(newValue, at: 0)
      seen[ObjectIdentifier(memory)] = newValue
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

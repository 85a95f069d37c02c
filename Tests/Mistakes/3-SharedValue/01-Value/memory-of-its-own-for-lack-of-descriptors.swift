// Mistake: Where there can be no shared memory, it takes memory of this process alone.
// Caught by: Where there can be no shared memory, there is no value either
// Verdict: failed

import Groundwork

extension SharedValue {
  public init(_ value: Value) throws {
    let byteCount = MemoryLayout<Value>.size
    memory = (try? SharedMemory(byteCount: byteCount)) ?? SharedMemory(forThreads: byteCount)
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
    try memory.encode(to: encoder)
  }
}

// Mistake: The value travels along with the memory, and is stored again where it arrives.
// Caught by: What is written before the child decodes its handle is there, too
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
    var container = try decoder.unkeyedContainer()
    memory = try container.decode(SharedMemory.self)
    var bytes = try container.decode([UInt8].self)[...]
    for offset in 0..<memory.byteCount { memory.store(bytes.removeFirst(), at: offset) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(memory)
    try container.encode((0..<memory.byteCount).map { memory.load(at: $0, as: UInt8.self) })
  }
}

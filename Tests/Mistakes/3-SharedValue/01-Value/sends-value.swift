// Mistake: The value is sent to the child, as any argument is.
// Caught by: A child's write is seen here
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
    var bytes: [UInt8] = []
    while !container.isAtEnd { bytes.append(try container.decode(UInt8.self)) }
    memory = try SharedMemory(byteCount: bytes.count)
    for (offset, byte) in bytes.enumerated() { memory.store(byte, at: offset) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for offset in 0..<memory.byteCount {
      try container.encode(memory.load(at: offset, as: UInt8.self))
    }
  }
}

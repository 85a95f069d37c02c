// Mistake: Where memory can't be handed over, the bytes of the value are encoded.
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
    if let shared = try? SharedMemory(from: decoder) {
      memory = shared
    } else {
      let bytes = try [UInt8](from: decoder)
      guard bytes.count == MemoryLayout<Value>.size else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "These are \(bytes.count) bytes"))
      }
      memory = try SharedMemory(byteCount: bytes.count)
      for (offset, byte) in bytes.enumerated() { memory.store(byte, at: offset) }
    }
  }

  public func encode(to encoder: any Encoder) throws {
    do {
      try memory.encode(to: encoder)
    } catch is EncodingError {
      try withUnsafeBytes(of: value) { Array($0) }.encode(to: encoder)
    }
  }
}

import Groundwork

// Tests are built without optimization. There, what is done for each byte takes long.

extension Seeded {
  /// Random bytes.
  package mutating func bytes(_ count: Int) -> [UInt8] {
    var words = [UInt64](repeating: 0, count: (count + 7) / 8)
    words.withUnsafeMutableBufferPointer { words in
      var index = 0
      while index < words.count {
        words[index] = next()
        index += 1
      }
    }
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      words.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(bytes)
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      filled = count
    }
  }
}

/// `one == other`, for many bytes.
package func haveSameBytes(_ one: [UInt8], _ other: [UInt8]) -> Bool {
  one.withUnsafeBytes { one in other.withUnsafeBytes { haveSameBytes(one, $0) } }
}

/// Whether the two are as long as each other, and byte by byte the same.
package func haveSameBytes(
  _ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer
) -> Bool {
  guard one.count == other.count else { return false }
  guard let first = one.baseAddress, let second = other.baseAddress else { return one.isEmpty }
  return memcmp(first, second, one.count) == 0
}

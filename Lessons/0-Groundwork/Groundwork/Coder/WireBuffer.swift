/// A growing row of bytes.
///
/// Appending to a Swift array checks for each byte whether the array is shared. This one never is:
/// its owner frees it. Calls `malloc`, `realloc` and `free`; large blocks are `SpareBlocks`.
///
/// Without memory it ends the process, as an array does. Who has something large asks before.
struct WireBuffer {
  private(set) var base: UnsafeMutableRawPointer
  private(set) var count = 0
  private var capacity: Int

  init() {
    capacity = 256
    guard let memory = malloc(capacity) else {
      fatalError("There is no memory to encode anything.")
    }
    base = memory
  }

  func deallocate() {
    SpareBlocks.giveBack(base, capacity)
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  subscript(offset: Int) -> UInt8 {
    get { base.load(fromByteOffset: offset, as: UInt8.self) }
    nonmutating set { base.storeBytes(of: newValue, toByteOffset: offset, as: UInt8.self) }
  }

  // MARK: Appending

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  /// Appends a number, after its tag.
  @inline(__always)
  mutating func append<N: WireNumber>(number: N) {
    reserve(17)
    base.storeBytes(of: N.wireTag, toByteOffset: count, as: UInt8.self)
    base.storeBytes(of: number, toByteOffset: count + 1, as: N.self)
    count += 1 + MemoryLayout<N>.size
  }

  /// Appends an integer in the smallest form that holds it.
  @inline(__always)
  mutating func append(integer: Int) {
    if integer >= 0, integer < 0x80 {
      append(UInt8(truncatingIfNeeded: integer))
    } else {
      append(largeInteger: integer)
    }
  }

  private mutating func append(largeInteger integer: Int) {
    if let number = Int8(exactly: integer) {
      append(number: number)
    } else if let number = Int16(exactly: integer) {
      append(number: number)
    } else if let number = Int32(exactly: integer) {
      append(number: number)
    } else {
      append(number: integer)
    }
  }

  /// Appends an integer that may be no `Int`.
  @inline(__always)
  mutating func append<I: FixedWidthInteger>(wide integer: I) {
    if let number = Int(exactly: integer) {
      append(integer: number)
    } else if let number = Int64(exactly: integer) {
      append(number: number)
    } else if let number = UInt64(exactly: integer) {
      append(number: number)
    } else if let number = Int128(exactly: integer) {
      append(number: number)
    } else {
      append(number: UInt128(truncatingIfNeeded: integer))
    }
  }

  /// Appends a length and the text's UTF-8.
  @inline(__always)
  mutating func append(text: String) {
    var text = text
    text.withUTF8 { utf8 in
      append(length: utf8.count)
      append(contentsOf: UnsafeRawBufferPointer(utf8))
    }
  }

  @inline(__always)
  mutating func append(contentsOf bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  mutating func append(length: Int) {
    if length < 0x80 {
      append(UInt8(truncatingIfNeeded: length))
    } else {
      append(largeLength: length)
    }
  }

  private mutating func append(largeLength length: Int) {
    var rest = length
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  /// Appends elements as a block.
  mutating func append(block elements: UnsafeRawBufferPointer, of tag: UInt8) {
    reserve(elements.count + 16)
    append(WireTag.block)
    append(length: elements.count + 1)
    append(tag)
    append(contentsOf: elements)
  }

  // MARK: Changing what is there

  /// Forgets the bytes from `offset` on.
  mutating func truncate(to offset: Int) {
    count = offset
  }

  /// Replaces the byte at `offset` by the length of all that follows it.
  @inline(__always)
  mutating func setLength(at offset: Int) {
    let length = count - offset - 1
    if length < 0x80 {
      self[offset] = UInt8(truncatingIfNeeded: length)
    } else {
      replace(offset, byLength: length)
    }
  }

  private mutating func replace(_ offset: Int, byLength length: Int) {
    let content = count
    append(largeLength: length)
    let size = count - content
    withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { encoded in
      encoded.copyMemory(from: UnsafeRawBufferPointer(start: base + content, count: size))
      // The content moves up by one byte less than the length takes: it had one already.
      (base + offset + size).copyMemory(from: base + offset + 1, byteCount: length)
      UnsafeMutableRawBufferPointer(start: base + offset, count: size)
        .copyMemory(from: UnsafeRawBufferPointer(encoded))
    }
    count = content + size - 1
  }

  /// Replaces the byte at `offset` by `bytes`.
  mutating func replace(_ offset: Int, by bytes: UnsafeRawBufferPointer) {
    reserve(bytes.count)
    let after = count - offset - 1
    (base + offset + bytes.count).copyMemory(from: base + offset + 1, byteCount: after)
    if let source = bytes.baseAddress {
      (base + offset).copyMemory(from: source, byteCount: bytes.count)
    }
    count += bytes.count - 1
  }

  @inline(__always)
  private mutating func reserve(_ size: Int) {
    if capacity - count < size, !grow(by: size) {
      fatalError("There is no memory for \(size) bytes to encode.")
    }
  }

  /// Sees to it that so many bytes can be appended; false if there is no memory for them.
  mutating func makeRoom(for size: Int) -> Bool { capacity - count >= size || grow(by: size) }

  /// - Returns: Whether there was memory; else all is as before.
  @inline(never)
  private mutating func grow(by size: Int) -> Bool {
    let wanted = max(capacity * 2, count + size)
    if let block = SpareBlocks.take(wanted) {
      block.base.copyMemory(from: base, byteCount: count)
      deallocate()
      (base, capacity) = (block.base, block.byteCount)
      return true
    }
    // Moves the pages of a large block instead of copying them.
    guard let larger = realloc(base, wanted) else { return false }
    (base, capacity) = (larger, wanted)
    return true
  }
}

import Groundwork

/// How the memory of a queue is divided.
///
///     0                 words: the lock, three counters, the bells, whether it is closed
///     4096              slots, one for each item that there can be
///     …                 the bytes of the items
package struct QueueLayout: Sendable {
  package let capacity: Int
  package let byteCapacity: Int

  // Whoever has the lock needs these numbers. They are in the same line of the processor's cache, so
  // that they come with the lock, from the processor that had it before.
  static let lock = 0
  static let put = 8
  static let taken = 16
  static let done = 24
  static let used = 32
  // These seldom change, and all look at them: each is in a line of its own.
  static let items = 64
  static let room = 128
  static let finished = 192
  static let closed = 256
  static let slots = 4096

  /// How many slots there are: a power of two, so that a slot is found without a division.
  var slotCount: Int {
    capacity == 1 ? 1 : 1 << (Int.bitWidth - (capacity - 1).leadingZeroBitCount)
  }

  /// A multiple of the size of a page, on each system.
  static let page = 1 << 16

  /// Where the bytes of the items begin: at a page.
  package var bytes: Int {
    let end = Self.slots + slotCount * MemoryLayout<QueueSlot>.stride
    return (end + Self.page - 1) & ~(Self.page - 1)
  }

  var byteCount: Int { bytes + byteCapacity }

  /// Whether these numbers can be those of a queue.
  var isValid: Bool {
    (1...1 << 24).contains(capacity) && (1...1 << 40).contains(byteCapacity)
  }
}

/// Where the bytes of an item are.
struct QueueSlot: BitwiseCopyable {
  /// Where they begin: counted from where the bytes of the items begin.
  let start: Int
  /// How many there are: at least one.
  let count: Int
  /// An end that no item goes beyond which was there when this one was put, nor this one.
  let top: Int
  /// The first item of its run: from that one to this, each begins after the one before.
  let run: UInt64

  var end: Int { start + count }
}

/// Where the items of a queue are.
///
/// Items are numbered, from 0 on. `put` and `taken` say which are there: those from number `taken` to
/// the one before number `put`. All else follows from these two, and from the slots of those items:
/// what is in other slots, and in bytes that belong to no item that is there, means nothing.
///
/// So an item is added by one store, to `put`, and taken by one, to `taken`. A process that is
/// killed before the store has done nothing, and after it everything.
package struct QueueStorage: Sendable {
  /// The memory that holds everything.
  package let memory: SharedMemory
  package let layout: QueueLayout

  /// How many items were ever put: the number of the next one.
  ///
  /// Stored by the lock's owner only.
  package let put: SharedWord64
  /// How many items were ever taken: the number of the first one.
  ///
  /// Stored by the lock's owner only.
  package let taken: SharedWord64
  /// How many items were ever reported as done.
  ///
  /// Stored by the lock's owner only.
  package let done: SharedWord64
  /// Not 0 if the queue is closed.
  ///
  /// Stored by the lock's owner only.
  package let closed: SharedWord
  /// How far bytes were written since pages were given back.
  ///
  /// Stored by the lock's owner only.
  package let used: SharedWord64

  /// How many bytes of memory a queue keeps when all items are taken.
  static let kept = 1 << 26

  init(in memory: SharedMemory, _ layout: QueueLayout) {
    self.memory = memory
    self.layout = layout
    put = SharedWord64(in: memory, at: QueueLayout.put)
    taken = SharedWord64(in: memory, at: QueueLayout.taken)
    done = SharedWord64(in: memory, at: QueueLayout.done)
    closed = SharedWord(in: memory, at: QueueLayout.closed)
    used = SharedWord64(in: memory, at: QueueLayout.used)
  }

  /// Whether the queue is closed.
  package var isClosed: Bool { closed.load() != 0 }

  /// Refuses an item that no queue of this size can ever hold.
  package func check(_ byteCount: Int) throws {
    guard byteCount <= layout.byteCapacity else {
      throw QueueError.tooLarge(byteCount: byteCount, limit: layout.byteCapacity)
    }
  }

  /// Writes the bytes of an item, and where they are, while holding the lock.
  ///
  /// Nobody sees anything of it until `put` is greater than the number.
  ///
  /// - Parameters:
  ///   - bytes: The item, encoded.
  ///   - number: The number of the item: the one after the last item that was written.
  /// - Returns: Whether there was room for the bytes; else nothing was written.
  package func write(_ bytes: UnsafeRawBufferPointer, as number: UInt64) -> Bool {
    guard let slot = place(for: bytes.count, as: number) else { return false }
    if slot.end > used.load() { used.store(UInt64(slot.end)) }
    memory.withUnsafeMutableBytes { all in
      let start = layout.bytes + slot.start
      UnsafeMutableRawBufferPointer(rebasing: all[start..<start + bytes.count])
        .copyMemory(from: bytes)
    }
    memory.store(slot, at: offset(ofSlot: number))
    return true
  }

  /// Copies the bytes of an item that is there, while holding the lock.
  ///
  /// - Parameter number: The number of the item.
  /// - Returns: The copy.
  /// - Throws: `SystemError` with ENOMEM.
  package func read(_ number: UInt64) throws -> QueueBytes {
    let slot = slot(number)
    let copy = try QueueBytes(byteCount: slot.count)
    memory.withUnsafeMutableBytes { all in
      let start = layout.bytes + slot.start
      copy.bytes.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: all[start..<start + slot.count]))
    }
    return copy
  }

  /// Gives memory back to the system if there is no item, but much memory was used.
  ///
  /// Called while holding the lock.
  package func giveBackIfEmpty() {
    let end = Int(used.load())
    guard end > Self.kept, taken.load() == put.load() else { return }
    // Before it is recorded: who is killed in between leaves that to the next one.
    memory.giveBack(
      layout.bytes + Self.kept..<min(layout.byteCount, layout.bytes + end) & ~(QueueLayout.page - 1)
    )
    used.store(0)
  }

  /// Finds a place for the bytes of the next item.
  ///
  /// The bytes of an item are in one piece. They go to the beginning when they fit there, and half of
  /// all that is used is free by then; so a queue uses little more memory than its items have. The
  /// items are in at most two runs, in each of which they come one after the other: the second one goes
  /// from the beginning to below the first one, and if there is no more room, on above it.
  private func place(for count: Int, as number: UInt64) -> QueueSlot? {
    let first = taken.load()
    if first == number { return QueueSlot(start: 0, count: count, top: count, run: number) }
    let last = slot(number - 1)
    let firstStart = slot(first).start
    if first >= last.run {
      // One run. All before it is free, and all after it.
      if count <= firstStart, last.end - firstStart <= firstStart {
        return QueueSlot(start: 0, count: count, top: last.end, run: number)
      }
    } else if last.start < firstStart, last.end + count <= firstStart {
      // Two runs, of which the second one is below the first.
      return QueueSlot(start: last.end, count: count, top: last.top, run: last.run)
    }
    let start = first >= last.run ? last.end : last.top
    guard count <= layout.byteCapacity - start else { return nil }
    return QueueSlot(start: start, count: count, top: start + count, run: last.run)
  }

  private func slot(_ number: UInt64) -> QueueSlot {
    memory.load(at: offset(ofSlot: number), as: QueueSlot.self)
  }

  private func offset(ofSlot number: UInt64) -> Int {
    let index = Int(truncatingIfNeeded: number) & (layout.slotCount - 1)
    return QueueLayout.slots + index * MemoryLayout<QueueSlot>.stride
  }
}

/// A copy of the bytes of one item.
package final class QueueBytes {
  /// The memory, which lasts as long as this object.
  let bytes: UnsafeMutableRawBufferPointer
  private let capacity: Int

  /// Takes memory for `byteCount` bytes (`malloc`), or such as an earlier item was in.
  init(byteCount: Int) throws {
    let spare = SpareBlocks.take(byteCount)
    capacity = spare?.byteCount ?? max(byteCount, 1)
    guard let memory = spare?.base ?? malloc(capacity) else {
      throw SystemError("malloc", number: ENOMEM, detail: "For an item of \(byteCount) bytes.")
    }
    bytes = UnsafeMutableRawBufferPointer(start: memory, count: byteCount)
  }

  deinit {
    if let base = bytes.baseAddress { SpareBlocks.giveBack(base, capacity) }
  }

  /// Calls `body` with the bytes, which are valid until it returns.
  package func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(self) { try body(UnsafeRawBufferPointer(bytes)) }
  }

  /// The item that the bytes stand for.
  ///
  /// - Throws: `DecodingError`; what the item's `init(from:)` throws.
  package func decoded<Element: Decodable>(as type: Element.Type) throws -> Element {
    try withBytes { try WireDecoder().decode(type, from: $0) }
  }
}

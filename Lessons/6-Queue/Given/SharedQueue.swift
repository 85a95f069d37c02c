import Groundwork

/// A line of items between processes: what was put first is got first, each item by one of those who
/// get.
///
/// All of it is in shared memory: the queue has no process and no thread of its own, and the items
/// are there as soon as `put` returns, whatever becomes of the process that put them.
///
/// A copy is the same queue. Codable while a child is started or a message is sent.
///
/// ```swift
/// struct Shouter: ProcessTarget {
///   let words: SharedQueue<String>
///
///   func run() { for word in words { print(word.uppercased()) } }
/// }
///
/// let words = try SharedQueue<String>()
/// let child = ChildProcess(Shouter(words: words))
/// try child.start()
/// for word in ["one", "two"] { try words.put(word) }
/// try words.close()
/// try child.join()
/// ```
public struct SharedQueue<Element: Codable & Sendable>: Sendable {
  /// How many items there can be at once.
  public let capacity: Int

  /// Held by whoever adds or takes an item.
  package let lock: SharedLock
  /// Where the items are.
  package let storage: QueueStorage
  /// Rung when there is an item more: those who wait in `get` listen.
  package let items: Bell
  /// Rung when there is an item less: those who wait in `put` listen.
  package let room: Bell

  /// Makes a queue that is empty.
  ///
  /// Memory is taken from the system when it is first used: an empty queue takes a few pages.
  ///
  /// - Parameters:
  ///   - capacity: How many items there can be: from 1 to 16,777,216.
  ///   - byteCapacity: How many bytes the items can have together, encoded, at the most.
  /// - Throws: `QueueError.badCapacity`; `SystemError`: ENOMEM, EMFILE, or EFBIG, where no file may be
  ///   as large as `byteCapacity` (`ulimit -f`).
  public init(capacity: Int = 65_536, byteCapacity: Int = 1 << 32) throws {
    try self.init(capacity: capacity, byteCapacity: byteCapacity, slice: .milliseconds(100))
  }

  /// As `init(capacity:byteCapacity:)`, with bells that sleep for a `slice` at a time; with nil a
  /// test sees what the exercises do by themselves.
  ///
  /// The lock has slices in any case, of 50 ms at the most.
  package init(capacity: Int, byteCapacity: Int = 1 << 32, slice: Duration?) throws {
    guard (1...1 << 24).contains(capacity), (1...1 << 40).contains(byteCapacity) else {
      throw QueueError.badCapacity(capacity, byteCapacity: byteCapacity)
    }
    let layout = QueueLayout(capacity: capacity, byteCapacity: byteCapacity)
    self.init(in: try SharedMemory(byteCount: layout.byteCount), layout, slice)
  }

  init(in memory: SharedMemory, _ layout: QueueLayout, _ slice: Duration?) {
    capacity = layout.capacity
    let most = Duration.milliseconds(50)
    lock = SharedLock(in: memory, at: QueueLayout.lock, slice: Swift.min(slice ?? most, most))
    storage = QueueStorage(in: memory, layout)
    items = Bell(in: memory, at: QueueLayout.items, slice: slice)
    room = Bell(in: memory, at: QueueLayout.room, slice: slice)
  }

  /// Adds the bytes of an item: all items are put this way.
  ///
  /// - Parameters:
  ///   - bytes: The item, encoded.
  ///   - deadline: How long to wait for room.
  /// - Throws: `QueueError.full` if there was no room by then, `.closed`, `.tooLarge`. Nothing was
  ///   put then.
  @available(*, noasync)
  package func add(_ bytes: UnsafeRawBufferPointer, until deadline: Deadline) throws {
    try storage.check(bytes.count)
    try addNowOrLater(until: deadline) { storage.append(bytes, capacity: capacity) }
  }

  /// Calls `append` while holding the lock, until it has added something; then tells those who wait.
  @available(*, noasync)
  package func addNowOrLater(until deadline: Deadline, _ append: () -> Bool) throws {
    func attempt() throws -> Bool {
      if storage.isClosed { throw QueueError.closed }
      return append()
    }
    // Most often there is room at once; else exercise 6.2 waits.
    let isAdded =
      try lock.withLock(attempt) || wait(for: room, until: deadline, attempt)
    guard isAdded else { throw QueueError.full }
    // Exercise 6.3 wakes them.
    if items.mayBeHeard { items.ring() }
  }

  /// Takes the first item: all items are got this way.
  ///
  /// - Parameter deadline: How long to wait for one.
  /// - Returns: The item, encoded.
  /// - Throws: `QueueError.empty` if there was none by then; `.closed` if there will be none.
  @available(*, noasync)
  package func take(until deadline: Deadline) throws -> QueueBytes {
    func attempt() throws -> QueueBytes? {
      let taken = try storage.takeFirst()
      storage.giveBackIfEmpty()
      if taken == nil, storage.isClosed { throw QueueError.closed }
      return taken
    }
    // Most often there is an item; else exercise 6.2 waits.
    var taken = try lock.withLock(attempt)
    if taken == nil {
      _ = try wait(for: items, until: deadline) {
        taken = try attempt()
        return taken != nil
      }
    }
    guard let taken else { throw QueueError.empty }
    if room.mayBeHeard { room.ring() }
    return taken
  }
}

extension SharedQueue: Codable {
  private enum Key: CodingKey {
    case memory, capacity, byteCapacity, slice
  }

  /// The queue that another process encoded; throws if it does not fit into its memory.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let memory = try container.decode(SharedMemory.self, forKey: .memory)
    let layout = QueueLayout(
      capacity: try container.decode(Int.self, forKey: .capacity),
      byteCapacity: try container.decode(Int.self, forKey: .byteCapacity))
    guard layout.isValid, layout.byteCount == memory.byteCount else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "This memory holds no such queue."))
    }
    let slice = try container.decode(Duration?.self, forKey: .slice)
    self.init(in: memory, layout, slice)
  }

  /// Encodes the memory and how it is used; throws where memory can't be encoded.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(storage.memory, forKey: .memory)
    try container.encode(capacity, forKey: .capacity)
    try container.encode(storage.layout.byteCapacity, forKey: .byteCapacity)
    try container.encode(items.slice, forKey: .slice)
  }
}

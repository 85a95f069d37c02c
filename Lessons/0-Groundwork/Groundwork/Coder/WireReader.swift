/// A value among the bytes: its tag, and where what the tag announces starts and ends.
struct WireItem {
  /// Tag and start share a word: so a `WireValueDecoder` fits into an existential without a box.
  private let head: UInt
  let end: Int

  @inline(__always)
  init(tag: UInt8, start: Int, end: Int) {
    self.head = UInt(bitPattern: start) << 8 | UInt(tag)
    self.end = end
  }

  var tag: UInt8 { UInt8(truncatingIfNeeded: head) }
  var start: Int { Int(bitPattern: head >> 8) }
}

/// Reads values from a row of bytes.
final class WireReader {
  struct Frame {
    /// The type whose `init(from:)` runs.
    let type: Any.Type
    /// The keys below the frame around this one.
    let keys: WirePath?
    let key: (any CodingKey)?
  }

  /// Where in a keyed container the next key is likely to be found.
  struct Bookmark {
    var container = -1
    var offset = 0
  }

  struct State {
    var bytes: UnsafeRawBufferPointer
    var frames: [Frame] = []
    var depth = 0
    /// One for each depth.
    var bookmarks: [Bookmark] = []
    var stack = WireStack()
  }

  /// Not checked for exclusive access, as a `WireWriter`'s.
  @exclusivity(unchecked) var state: State
  /// Converted when a value asks for it, which few do.
  private(set) lazy var userInfo: [CodingUserInfoKey: Any] = sendableUserInfo.mapValues { $0 }
  private let sendableUserInfo: [CodingUserInfoKey: any Sendable]

  init(bytes: UnsafeRawBufferPointer, userInfo: [CodingUserInfoKey: any Sendable]) {
    sendableUserInfo = userInfo
    state = State(bytes: bytes)
    state.frames.reserveCapacity(WireLimit.usualDepth)
  }

  func forgetBytes() {
    state.bytes = UnsafeRawBufferPointer(start: nil, count: 0)
  }

  var path: [any CodingKey] {
    state.frames.flatMap { frame in
      WirePath.keys(frame.keys) + (frame.key.map { [$0] } ?? [])
    }
  }

  func path(below keys: WirePath?) -> [any CodingKey] { path + WirePath.keys(keys) }

  /// The type whose `init(from:)` runs.
  var type: Any.Type { state.frames.last?.type ?? Never.self }

  // MARK: Items

  /// The value at `offset`, all of which lies before `limit`.
  @inline(__always)
  func item(at offset: Int, limit: Int) throws -> WireItem {
    guard offset < min(limit, state.bytes.count) else { throw truncated() }
    let tag = state.bytes[offset]
    if tag < 0x80 { return WireItem(tag: tag, start: offset, end: offset + 1) }
    return try item(tag, at: offset, limit: limit)
  }

  private func item(_ first: UInt8, at start: Int, limit: Int) throws -> WireItem {
    var offset = start
    var tag = first
    while tag == WireTag.some {
      offset += 1
      guard offset < limit else { throw truncated() }
      tag = state.bytes[offset]
    }
    offset += 1
    let size: Int
    switch tag {
    case 0..<0x80, WireTag.nothing, WireTag.no, WireTag.yes:
      size = 0
    case WireTag.text, WireTag.list, WireTag.keyed, WireTag.block:
      size = try length(at: &offset, limit: limit)
    default:
      guard let number = WireTag.size(ofNumber: tag) else {
        throw corrupted("the tag \(tag) is of no kind of value")
      }
      size = number
    }
    guard size <= limit - offset else { throw truncated() }
    let end = offset + size
    return first == WireTag.some
      ? WireItem(tag: first, start: start + 1, end: end)
      : WireItem(tag: tag, start: offset, end: end)
  }

  /// The length at `offset`, which is moved after it.
  @inline(__always)
  func length(at offset: inout Int, limit: Int) throws -> Int {
    guard offset < min(limit, state.bytes.count) else { throw truncated() }
    let byte = state.bytes[offset]
    offset += 1
    if byte < 0x80 { return Int(byte) }
    return try length(byte, at: &offset, limit: min(limit, state.bytes.count))
  }

  private func length(_ first: UInt8, at offset: inout Int, limit: Int) throws -> Int {
    var length = Int(first & 0x7F)
    for shift in stride(from: 7, to: 56, by: 7) {
      guard offset < limit else { throw truncated() }
      let byte = state.bytes[offset]
      offset += 1
      length |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return length }
    }
    throw corrupted("a length takes more than 56 bits")
  }

  /// The elements' tag, and their bytes.
  func block(_ item: WireItem) throws -> (tag: UInt8, elements: UnsafeRawBufferPointer) {
    guard item.start < item.end, item.end <= state.bytes.count else { throw truncated() }
    let tag = state.bytes[item.start]
    guard let size = WireTag.size(ofNumber: tag), (item.end - item.start - 1) % size == 0 else {
      throw corrupted("a list of numbers is not made of whole numbers")
    }
    return (tag, UnsafeRawBufferPointer(rebasing: state.bytes[(item.start + 1)..<item.end]))
  }

  // MARK: Keys

  /// The value of a key, or nil if the container lacks it.
  ///
  /// Keys are mostly asked for in the order in which they were encoded, so the search starts after
  /// the one found before, at the bookmark.
  func value(
    of key: String, in container: WireItem, below keys: WirePath?
  ) throws -> WireItem? {
    let depth = state.depth + (keys?.count ?? 0)
    while state.bookmarks.count <= depth { state.bookmarks.append(Bookmark()) }
    let bookmark = state.bookmarks[depth]
    let start = bookmark.container == container.start ? bookmark.offset : container.start
    var key = key
    let found = try key.withUTF8 { key in
      let key = UnsafeRawBufferPointer(key)
      return try find(key, in: container, from: start, to: container.end)
        ?? find(key, in: container, from: container.start, to: start)
    }
    if let found {
      state.bookmarks[depth] = Bookmark(container: container.start, offset: found.end)
    }
    return found
  }

  private func find(
    _ key: UnsafeRawBufferPointer, in container: WireItem, from start: Int, to end: Int
  ) throws -> WireItem? {
    var offset = start
    while offset < end {
      let name = try self.key(at: &offset, in: container)
      let value = try item(at: offset, limit: container.end)
      offset = value.end
      if wireEqual(name, key) { return value }
    }
    return nil
  }

  /// The UTF-8 of the key at `offset`, which is moved to its value.
  private func key(at offset: inout Int, in container: WireItem) throws -> UnsafeRawBufferPointer {
    let count = try length(at: &offset, limit: container.end)
    guard count <= container.end - offset else { throw truncated() }
    let start = offset
    offset += count
    return UnsafeRawBufferPointer(rebasing: state.bytes[start..<offset])
  }

  /// Calls `body` with each key that can be read.
  @inline(__always)
  func forEachKey(in container: WireItem, _ body: (String) -> Void) {
    var offset = container.start
    while offset < container.end, let name = try? key(at: &offset, in: container),
      let value = try? item(at: offset, limit: container.end)
    {
      body(String(decoding: name, as: UTF8.self))
      offset = value.end
    }
  }

  // MARK: Composite values

  /// Makes a `T`, which is no scalar, of an item that lies below `keys`.
  func readComposite<T: Decodable>(
    _ type: T.Type, from item: WireItem, below keys: WirePath?, at key: (any CodingKey)?
  ) throws -> T {
    let levels = (keys?.count ?? 0) + 1
    state.frames.append(Frame(type: type, keys: keys, key: key))
    state.depth += levels
    defer {
      state.frames.removeLast()
      state.depth -= levels
    }
    try checkDepth()
    if item.tag == WireTag.block { return try readBlock(type, from: item) }
    return try T(from: WireValueDecoder(reader: self, item: item))
  }

  @inline(__always)
  func checkDepth(below keys: WirePath? = nil) throws {
    if state.stack.isTooDeep(state.depth + (keys?.count ?? 0)) {
      throw corrupted(
        "it is nested too deeply for this thread's stack, or over \(WireLimit.depth) deep",
        below: keys)
    }
  }

  private func readBlock<T: Decodable>(_ type: T.Type, from item: WireItem) throws -> T {
    let (tag, elements) = try block(item)
    if let block = wireBlock(type) {
      if block.elementTag == tag, let value = block.init(elementBytes: elements) as? T {
        return value
      }
    } else if tag == WireTag.uint8, let value = wireDataMaker(type)?(elements) {
      return value
    }
    return try T(from: WireValueDecoder(reader: self, item: item))
  }

  // MARK: Errors

  func truncated(below keys: WirePath? = nil) -> DecodingError {
    corrupted("the bytes end inside it", below: keys)
  }

  func corrupted(_ problem: String, below keys: WirePath? = nil) -> DecodingError {
    let path = path(below: keys)
    return .dataCorrupted(
      .init(
        codingPath: path,
        debugDescription: "The value at \(path.wireDescription) can't be decoded: \(problem)."))
  }

  func mismatch(
    _ type: Any.Type, _ item: WireItem, below keys: WirePath? = nil
  ) -> DecodingError {
    let path = path(below: keys)
    let context = DecodingError.Context(
      codingPath: path,
      debugDescription: "The value at \(path.wireDescription) was to be \(type), but is "
        + "\(WireTag.name(item.tag)); decode the type that was encoded.")
    return item.tag == WireTag.nothing
      ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }
}

/// Encodes Codable values to compact bytes.
///
/// Values may be nested 512 deep. A deeper one throws, as a graph with a cycle does.
public struct WireEncoder {
  /// Passed on to the values that are encoded, as `Encoder.userInfo`.
  public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

  /// Makes an encoder.
  public init() {}

  /// The bytes of `value`.
  ///
  /// - Throws: `EncodingError.invalidValue` if the value encodes nothing at all, is nested too
  ///   deeply, or uses an encoder out of turn; and what the value's `encode(to:)` throws.
  public func encode<T: Encodable>(_ value: T) throws -> [UInt8] {
    let session = WireSession(userInfo: userInfo.mapValues { $0 })
    let writer = WireWriter(session: session, path: [], depth: 0)
    try writer.write(value, isTop: true)
    if let misuse = session.misuse { throw misuse }
    return writer.bytes
  }
}

/// What all writers of one `encode` call share.
final class WireSession {
  let userInfo: [CodingUserInfoKey: Any]
  /// The first misuse that was seen in a call that can't throw.
  var misuse: EncodingError?

  init(userInfo: [CodingUserInfoKey: Any]) {
    self.userInfo = userInfo
  }
}

/// Writes values, one inside the other, to the end of a row of bytes.
///
/// A value that is being encoded has a *frame*; only the innermost one is written to. A nested
/// container or a `super` encoder may be used at any time until its parent is done, so each has a
/// writer of its own, whose bytes are inserted when the parent's frame ends.
final class WireWriter {
  enum Shape { case empty, single, list, block, keyed }

  struct Frame {
    let id: Int
    let type: Any.Type
    let start: Int
    let pathCount: Int
    var shape = Shape.empty
    /// The number of elements, in a list.
    var count = 0
  }

  struct Insertion {
    let offset: Int
    let writer: WireWriter
  }

  let session: WireSession
  var bytes: [UInt8] = []
  private(set) var path: [any CodingKey]
  private(set) var frames: [Frame] = []
  private var insertions: [Insertion] = []
  private let depth: Int
  private var lastID = 0

  init(session: WireSession, path: [any CodingKey], depth: Int) {
    self.session = session
    self.path = path
    self.depth = depth
  }

  // MARK: Values

  /// Writes a value at the end.
  @inline(__always)
  func write<T: Encodable>(_ value: T, isTop: Bool = false) throws {
    if writeScalar(value) { return }
    try writeComposite(value, isTop: isTop)
  }

  /// Writes a value below `key` at the end. Nothing is left behind if that throws.
  @inline(__always)
  func write<T: Encodable>(_ value: T, at key: some CodingKey) throws {
    if writeScalar(value) { return }
    path.append(key)
    defer { path.removeLast() }
    try writeComposite(value, isTop: false)
  }

  private func writeComposite<T: Encodable>(_ value: T, isTop: Bool) throws {
    if wireBlock(T.self) != nil, let block = value as? any WireBlock {
      block.withElementBytes { writeBlock(of: type(of: block).elementTag, $0) }
      return
    }
    guard depth + frames.count < WireLimit.depth else {
      throw EncodingError.invalidValue(
        value, context("is nested more than \(WireLimit.depth) deep; is there a cycle?"))
    }
    let frame = push(T.self)
    do {
      try value.encode(to: WireValueEncoder(writer: self, id: frame))
      if isTop, frames[frames.count - 1].shape == .empty {
        throw EncodingError.invalidValue(
          value, context("encoded nothing; ask the encoder for a container in encode(to:)"))
      }
      pop()
    } catch {
      drop()
      throw error
    }
  }

  private func push(_ type: Any.Type) -> Int {
    lastID += 1
    frames.append(Frame(id: lastID, type: type, start: bytes.count, pathCount: path.count))
    return lastID
  }

  /// Ends the innermost frame: inserts what other writers wrote for it, and sets its length.
  private func pop() {
    let frame = frames[frames.count - 1]
    if let first = insertions.firstIndex(where: { $0.offset >= frame.start }) {
      insert(insertions[first...])
      insertions.removeSubrange(first...)
    }
    switch frame.shape {
    case .empty: bytes.append(contentsOf: [WireTag.keyed, 0])
    case .single: break
    case .list, .block, .keyed: setLength(at: frame.start + 1)
    }
    frames.removeLast()
  }

  /// Takes back the innermost frame and all that was written for it.
  private func drop() {
    let frame = frames.removeLast()
    bytes.removeSubrange(frame.start...)
    insertions.removeAll { $0.offset >= frame.start }
  }

  private func insert(_ insertions: ArraySlice<Insertion>) {
    guard let first = insertions.first else { return }
    let tail = bytes[first.offset...]
    var position = first.offset
    bytes = Array(bytes[..<first.offset])
    for insertion in insertions {
      bytes.append(contentsOf: tail[position..<insertion.offset])
      position = insertion.offset + 1
      bytes.append(contentsOf: insertion.writer.finish())
    }
    bytes.append(contentsOf: tail[position...])
  }

  /// Ends the only frame of a nested writer. Its containers can't be written to afterwards.
  private func finish() -> [UInt8] {
    pop()
    return bytes
  }

  // MARK: Nested writers

  /// A writer whose bytes will stand here, and its frame.
  func nested(below keys: [any CodingKey]) -> WireValueEncoder {
    let writer = WireWriter(
      session: session, path: path + keys, depth: depth + frames.count)
    insertions.append(Insertion(offset: bytes.count, writer: writer))
    // The byte that the insertion replaces: no two insertions or frames start at one offset.
    bytes.append(WireTag.nothing)
    return WireValueEncoder(writer: writer, id: writer.push(Never.self))
  }

  /// A writer whose bytes go nowhere, after a misuse in a call that can't throw.
  func disconnected(_ reason: String) -> WireValueEncoder {
    report(reason)
    let writer = WireWriter(session: session, path: path, depth: depth + frames.count)
    return WireValueEncoder(writer: writer, id: writer.push(Never.self))
  }

  func report(_ reason: String) {
    if session.misuse == nil { session.misuse = misuse(reason) }
  }

  func misuse(_ reason: String) -> EncodingError {
    let type: Any.Type = frames.last?.type ?? Never.self
    return .invalidValue(type, context(reason))
  }

  private func context(_ problem: String) -> EncodingError.Context {
    .init(codingPath: path, debugDescription: "The value at \(path.wireDescription) \(problem).")
  }

  // MARK: Frames

  /// Whether the frame is the innermost one, and may be written to.
  @inline(__always)
  func isInnermost(_ id: Int) -> Bool {
    frames.last?.id == id
  }

  func shape(_ shape: Shape) {
    frames[frames.count - 1].shape = shape
  }

  /// Whether the innermost frame could be given that shape.
  func begin(_ shape: Shape) -> Bool {
    let last = frames.count - 1
    if frames[last].shape == shape || (frames[last].shape == .block && shape == .list) {
      return true
    }
    guard frames[last].shape == .empty else { return false }
    frames[last].shape = shape
    if shape != .single {
      bytes.append(shape == .keyed ? WireTag.keyed : WireTag.list)
      // One byte for the length; `setLength` makes room when more are needed.
      bytes.append(0)
    }
    return true
  }

  func countElements(_ number: Int) {
    frames[frames.count - 1].count += number
  }

  /// Writes nil. Optionals around it are written too, as this nil is not theirs.
  func writeNil() {
    for frame in frames.dropLast().reversed() {
      guard frame.shape == .single else { break }
      if frame.type is any WireOptional.Type { bytes.append(WireTag.some) }
    }
    bytes.append(WireTag.nothing)
  }
}

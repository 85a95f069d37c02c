/// Writes values, one inside the other, to the end of a row of bytes.
///
/// A value that is being encoded has a *frame*; only the innermost one is written to. A nested
/// container or a `super` encoder may be used at any time until its parent is done, so each has a
/// writer of its own, whose bytes are inserted when the parent's frame ends.
final class WireWriter {
  enum Shape { case empty, single, list, block, keyed }

  struct Frame {
    /// Tells this frame from those that ended: their containers may still be around.
    var id = 0
    /// The type whose `encode(to:)` runs.
    var type: Any.Type = Never.self
    /// The key in the frame around this one, if it has one.
    var key: (any CodingKey)?
    /// Where its bytes start.
    var start = 0
    var shape = Shape.empty
    /// The number of elements, in a list.
    var count = 0
    /// A bit for each key, by a hash: most keys are seen to be new by it alone.
    var keyBits: UInt64 = 0
    /// The index of the first key in `keyOffsets`.
    var firstKey = 0
  }

  struct Insertion {
    let offset: Int
    let writer: WireWriter
  }

  /// Below which frame of another writer a writer was begun, and with which key.
  struct Origin {
    let writer: WireWriter
    let frames: Int
    let key: any CodingKey
  }

  struct State {
    var buffer: WireBuffer
    /// The innermost frame, and those around it.
    var frame = Frame()
    var outerFrames: [Frame] = []
    /// Where the keys of all frames are; what is left of ended frames comes after `keyCount`.
    var keyOffsets: [Int] = []
    var keyCount = 0
    /// What is to be inserted when frames end, in the order of offsets.
    var insertions: [Insertion] = []
    /// Where this writer's bytes will stand.
    var origin: Origin?
    /// The depth there.
    var depth = 0
    /// A type that is no block: of many values in a row, only the first is looked up.
    var plainType = ObjectIdentifier(Never.self)
  }

  /// Not checked for exclusive access, which took a third of the time.
  @exclusivity(unchecked) var state: State
  let session: WireSession

  init(session: WireSession, buffer: WireBuffer) {
    self.session = session
    state = State(buffer: buffer)
    state.outerFrames.reserveCapacity(WireLimit.usualDepth)
  }

  deinit {
    state.buffer.deallocate()
  }

  /// Prepares the writer for its first use, or for another.
  func start(at origin: Origin) {
    state.origin = origin
    state.depth = origin.writer.state.depth + origin.frames
    state.buffer.truncate(to: 0)
  }

  /// Forgets other writers; containers that still refer to this one can't write to it.
  func end() {
    state.origin = nil
    state.insertions = []
    state.frame.id = 0
  }

  /// The path to the innermost frame.
  var path: [any CodingKey] {
    var keys: [any CodingKey] = []
    var writer = self
    var frames = frameCount
    while true {
      let state = writer.state
      keys += (state.outerFrames + [state.frame]).prefix(frames + 1).reversed().compactMap(\.key)
      guard let origin = state.origin else { return keys.reversed() }
      keys.append(origin.key)
      writer = origin.writer
      frames = origin.frames
    }
  }

  private var frameCount: Int { state.outerFrames.count }

  // MARK: Values

  /// Writes the value that contains all others.
  func writeTop<T: Encodable>(_ value: T) throws {
    if try writeComposite(value, at: nil) == .empty {
      throw EncodingError.invalidValue(
        value,
        context("encoded nothing; ask for a container in encode(to:), even if it stays empty"))
    }
  }

  /// Writes a value that is no scalar; nothing of it remains if that throws.
  @discardableResult
  func writeComposite<T: Encodable>(_ value: T, at key: (any CodingKey)?) throws -> Shape {
    if try writeBlock(value) { return .block }
    let id = push(T.self, key)
    do {
      if session.isTooDeep(state.depth + frameCount) {
        throw tooDeep(value)
      }
      try value.encode(to: WireValueEncoder(writer: self, id: id))
    } catch {
      drop()
      throw error
    }
    return pop()
  }

  @inline(__always)
  private func writeBlock<T>(_ value: T) throws -> Bool {
    if state.plainType == ObjectIdentifier(T.self) { return false }
    guard wireBlock(T.self) != nil, let block = value as? any WireBlock else {
      state.plainType = ObjectIdentifier(T.self)
      return false
    }
    let tag = type(of: block).elementTag
    var lacking: Int?
    block.withElementBytes { bytes in
      let isThere = state.buffer.makeRoom(for: bytes.count + 16)
      if isThere { state.buffer.append(block: bytes, of: tag) } else { lacking = bytes.count }
    }
    if let lacking {
      throw SystemError("realloc", number: ENOMEM, detail: "For \(lacking) bytes to encode.")
    }
    return true
  }

  /// Writes nil.
  ///
  /// The optionals around this one are written too, as the nil is not theirs.
  func writeNil() {
    for frame in state.outerFrames.reversed() {
      guard frame.shape == .single else { break }
      if frame.type is any WireOptional.Type { state.buffer.append(WireTag.some) }
    }
    state.buffer.append(WireTag.nothing)
  }

  // MARK: Frames

  private func push(_ type: Any.Type, _ key: (any CodingKey)?) -> Int {
    let id = session.nextID()
    var frame = Frame(
      id: id, type: type, key: key, start: state.buffer.count, firstKey: state.keyCount)
    swap(&frame, &state.frame)
    state.outerFrames.append(frame)
    return id
  }

  /// Ends the innermost frame: inserts what other writers wrote for it, and sets its length.
  private func pop() -> Shape {
    let start = state.frame.start
    let shape = state.frame.shape
    if let last = state.insertions.last, last.offset >= start { insertNested() }
    switch shape {
    case .empty:
      state.buffer.append(WireTag.keyed)
      state.buffer.append(0)
    case .single: break
    case .list, .block, .keyed: state.buffer.setLength(at: start + 1)
    }
    state.keyCount = state.frame.firstKey
    state.frame = state.outerFrames.removeLast()
    return shape
  }

  /// Takes back the innermost frame and all that was written for it.
  private func drop() {
    let start = state.frame.start
    state.buffer.truncate(to: start)
    state.insertions.removeAll { $0.offset >= start }
    state.keyCount = state.frame.firstKey
    state.frame = state.outerFrames.removeLast()
  }

  /// Whether the frame is the innermost one, and may be written to.
  @inline(__always)
  func isInnermost(_ id: Int) -> Bool {
    state.frame.id == id
  }

  /// Whether the innermost frame could be given that shape, or has it.
  @inline(__always)
  func begin(_ shape: Shape) -> Bool {
    if state.frame.shape == .empty {
      state.frame.shape = shape
      state.buffer.append(shape == .keyed ? WireTag.keyed : WireTag.list)
      // One byte for the length; `setLength` makes room when more are needed.
      state.buffer.append(0)
      return true
    }
    return state.frame.shape == shape
      || (state.frame.shape == .block && shape == .list)
  }

  // MARK: Nested writers

  /// An encoder whose bytes will stand here.
  func nested(at key: some CodingKey) -> WireValueEncoder {
    if session.isTooDeep(state.depth + frameCount + 1) {
      return refused(tooDeep(state.frame.type))
    }
    let writer = session.writer(at: Origin(writer: self, frames: frameCount, key: key))
    let id = writer.push(Never.self, nil)
    state.insertions.append(
      Insertion(offset: state.buffer.count, writer: writer))
    // The byte that the insertion replaces: no two insertions or frames start at one offset.
    state.buffer.append(WireTag.nothing)
    return WireValueEncoder(writer: writer, id: id)
  }

  /// An encoder that can't be written to, after a misuse in a call that can't throw.
  func refused(_ misuse: EncodingError) -> WireValueEncoder {
    if session.misuse == nil { session.misuse = misuse }
    return WireValueEncoder(writer: self, id: -1)
  }

  private func insertNested() {
    let start = state.frame.start
    // From the last to the first, so that offsets stay right.
    while let last = state.insertions.last, last.offset >= start {
      state.insertions.removeLast()
      _ = last.writer.pop()
      state.buffer.replace(last.offset, by: last.writer.state.buffer.bytes)
      last.writer.state.origin = nil
      session.recycle(last.writer)
    }
  }

  // MARK: Errors

  private func tooDeep(_ value: Any) -> EncodingError {
    .invalidValue(
      value,
      context(
        "is nested too deeply for this thread's stack, or over \(WireLimit.depth) deep; "
          + "look for a cycle, or encode the parts in an array"))
  }

  func misuse(_ reason: String) -> EncodingError {
    .invalidValue(state.frame.type, context(reason))
  }

  private func context(_ problem: String) -> EncodingError.Context {
    let path = path
    return .init(
      codingPath: path, debugDescription: "The value at \(path.wireDescription) \(problem).")
  }
}

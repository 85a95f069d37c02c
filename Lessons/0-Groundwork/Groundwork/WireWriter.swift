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

  /// In memory of its own: accesses to a class's variables are checked for exclusivity, which took
  /// a third of the time.
  let state: UnsafeMutablePointer<State>
  let session: WireSession

  init(session: WireSession, buffer: WireBuffer) {
    self.session = session
    state = .allocate(capacity: 1)
    state.initialize(to: State(buffer: buffer))
  }

  deinit {
    state.pointee.buffer.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Prepares the writer for its first use, or for another.
  func start(at origin: Origin) {
    state.pointee.origin = origin
    state.pointee.depth = origin.writer.state.pointee.depth + origin.frames
    state.pointee.buffer.truncate(to: 0)
  }

  /// Forgets other writers; containers that still refer to this one can't write to it.
  func end() {
    state.pointee.origin = nil
    state.pointee.insertions = []
    state.pointee.frame.id = 0
  }

  /// The path to the innermost frame.
  var path: [any CodingKey] {
    var keys: [any CodingKey] = []
    var writer = self
    var frames = frameCount
    while true {
      let state = writer.state.pointee
      keys += (state.outerFrames + [state.frame]).prefix(frames + 1).reversed().compactMap(\.key)
      guard let origin = state.origin else { return keys.reversed() }
      keys.append(origin.key)
      writer = origin.writer
      frames = origin.frames
    }
  }

  private var frameCount: Int { state.pointee.outerFrames.count }

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
    if writeBlock(value) { return .block }
    let id = push(T.self, key)
    do {
      if session.isTooDeep(state.pointee.depth + frameCount) {
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
  private func writeBlock<T>(_ value: T) -> Bool {
    if state.pointee.plainType == ObjectIdentifier(T.self) { return false }
    guard wireBlock(T.self) != nil, let block = value as? any WireBlock else {
      state.pointee.plainType = ObjectIdentifier(T.self)
      return false
    }
    let tag = type(of: block).elementTag
    block.withElementBytes { state.pointee.buffer.append(block: $0, of: tag) }
    return true
  }

  /// Writes nil.
  ///
  /// The optionals around this one are written too, as the nil is not theirs.
  func writeNil() {
    for frame in state.pointee.outerFrames.reversed() {
      guard frame.shape == .single else { break }
      if frame.type is any WireOptional.Type { state.pointee.buffer.append(WireTag.some) }
    }
    state.pointee.buffer.append(WireTag.nothing)
  }

  // MARK: Frames

  private func push(_ type: Any.Type, _ key: (any CodingKey)?) -> Int {
    let id = session.nextID()
    state.pointee.outerFrames.append(state.pointee.frame)
    state.pointee.frame = Frame(
      id: id, type: type, key: key, start: state.pointee.buffer.count,
      firstKey: state.pointee.keyCount)
    return id
  }

  /// Ends the innermost frame: inserts what other writers wrote for it, and sets its length.
  private func pop() -> Shape {
    let frame = state.pointee.frame
    if let last = state.pointee.insertions.last, last.offset >= frame.start { insertNested() }
    switch frame.shape {
    case .empty:
      state.pointee.buffer.append(WireTag.keyed)
      state.pointee.buffer.append(0)
    case .single: break
    case .list, .block, .keyed: state.pointee.buffer.setLength(at: frame.start + 1)
    }
    state.pointee.keyCount = frame.firstKey
    state.pointee.frame = state.pointee.outerFrames.removeLast()
    return frame.shape
  }

  /// Takes back the innermost frame and all that was written for it.
  private func drop() {
    let start = state.pointee.frame.start
    state.pointee.buffer.truncate(to: start)
    state.pointee.insertions.removeAll { $0.offset >= start }
    state.pointee.keyCount = state.pointee.frame.firstKey
    state.pointee.frame = state.pointee.outerFrames.removeLast()
  }

  /// Whether the frame is the innermost one, and may be written to.
  @inline(__always)
  func isInnermost(_ id: Int) -> Bool {
    state.pointee.frame.id == id
  }

  /// Whether the innermost frame could be given that shape, or has it.
  @inline(__always)
  func begin(_ shape: Shape) -> Bool {
    if state.pointee.frame.shape == .empty {
      state.pointee.frame.shape = shape
      state.pointee.buffer.append(shape == .keyed ? WireTag.keyed : WireTag.list)
      // One byte for the length; `setLength` makes room when more are needed.
      state.pointee.buffer.append(0)
      return true
    }
    return state.pointee.frame.shape == shape
      || (state.pointee.frame.shape == .block && shape == .list)
  }

  // MARK: Nested writers

  /// An encoder whose bytes will stand here.
  func nested(at key: some CodingKey) -> WireValueEncoder {
    if session.isTooDeep(state.pointee.depth + frameCount + 1) {
      return refused(tooDeep(state.pointee.frame.type))
    }
    let writer = session.writer(at: Origin(writer: self, frames: frameCount, key: key))
    let id = writer.push(Never.self, nil)
    state.pointee.insertions.append(
      Insertion(offset: state.pointee.buffer.count, writer: writer))
    // The byte that the insertion replaces: no two insertions or frames start at one offset.
    state.pointee.buffer.append(WireTag.nothing)
    return WireValueEncoder(writer: writer, id: id)
  }

  /// An encoder that can't be written to, after a misuse in a call that can't throw.
  func refused(_ misuse: EncodingError) -> WireValueEncoder {
    if session.misuse == nil { session.misuse = misuse }
    return WireValueEncoder(writer: self, id: -1)
  }

  private func insertNested() {
    let start = state.pointee.frame.start
    // From the last to the first, so that offsets stay right.
    while let last = state.pointee.insertions.last, last.offset >= start {
      state.pointee.insertions.removeLast()
      _ = last.writer.pop()
      state.pointee.buffer.replace(last.offset, by: last.writer.state.pointee.buffer.bytes)
      last.writer.state.pointee.origin = nil
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
    .invalidValue(state.pointee.frame.type, context(reason))
  }

  private func context(_ problem: String) -> EncodingError.Context {
    let path = path
    return .init(
      codingPath: path, debugDescription: "The value at \(path.wireDescription) \(problem).")
  }
}

/// Encodes Codable values to compact bytes.
///
/// Values may be nested 2,000 deep, less on a thread with a small stack. A deeper one throws, as a
/// graph with a cycle does, and a key that is encoded twice in a container.
///
/// ```swift
/// struct Point: Codable {
///   let x: Int
///   let y: Int
/// }
///
/// let bytes = try WireEncoder().encode(Point(x: 3, y: 4))
/// print("\(bytes.count) bytes")
/// ```
public struct WireEncoder {
  /// Passed on to the values that are encoded, as `Encoder.userInfo`.
  public var userInfo: [CodingUserInfoKey: any Sendable] = [:]
  /// Handles of the message that is encoded; values find them in `userInfo`.
  ///
  /// A dictionary is made of it only when a value asks for one: most messages are small and have none.
  package var attachments: Attachments?

  /// Makes an encoder.
  public init() {}

  /// The bytes of `value`.
  ///
  /// - Throws: `EncodingError.invalidValue` if the value encodes nothing at all, is nested too
  ///   deeply, or uses an encoder out of turn; and what the value's `encode(to:)` throws.
  public func encode<T: Encodable>(_ value: T) throws -> [UInt8] {
    try withEncodedBytes(of: value) { Array($0) }
  }

  /// Calls `body` with the bytes of `value`, which are valid until it returns.
  ///
  /// Saves the copy that `encode` makes.
  ///
  /// - Throws: What `encode` throws, and what `body` throws.
  public func withEncodedBytes<T: Encodable, Result>(
    of value: T, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    try withEncodedBytes(of: value, after: 0) { try body(UnsafeRawBufferPointer($0)) }
  }

  /// Calls `body` with `headerByteCount` zero bytes and, after them, the bytes of `value`.
  ///
  /// A header can be put before the bytes without copying them. The memory is valid until `body`
  /// returns.
  ///
  /// - Throws: What `encode` throws, and what `body` throws.
  package func withEncodedBytes<T: Encodable, Result>(
    of value: T, after headerByteCount: Int,
    _ body: (UnsafeMutableRawBufferPointer) throws -> Result
  ) throws -> Result {
    var buffer = WireBuffer()
    for _ in 0..<headerByteCount { buffer.append(0) }
    if buffer.append(scalar: value) {
      defer { buffer.deallocate() }
      return try body(UnsafeMutableRawBufferPointer(mutating: buffer.bytes))
    }
    let session = WireSession(userInfo: userInfo, attachments: attachments)
    let writer = WireWriter(session: session, buffer: buffer)
    defer {
      writer.end()
      session.end()
    }
    try writer.writeTop(value)
    if let misuse = session.misuse { throw misuse }
    return try body(UnsafeMutableRawBufferPointer(mutating: writer.state.buffer.bytes))
  }
}

extension WireEncoder {
  /// Calls `body` with the bytes of each value, one after the other, as `encode` would make them.
  ///
  /// For many small values it costs half as much. The bytes are valid until `body` returns.
  ///
  /// - Throws: What `encode` throws, and what `body` throws.
  package func withEncodedBytes<T: Encodable>(
    ofEach values: [T], _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let session = WireSession(userInfo: userInfo, attachments: attachments)
    let writer = WireWriter(session: session, buffer: WireBuffer())
    defer {
      writer.end()
      session.end()
    }
    for value in values {
      writer.state.buffer.truncate(to: 0)
      if !writer.state.buffer.append(scalar: value) { try writer.writeTop(value) }
      if let misuse = session.misuse { throw misuse }
      try body(writer.state.buffer.bytes)
    }
  }
}

/// What all writers of one `encode` call share.
final class WireSession {
  /// Converted when a value asks for it, which few do.
  private(set) lazy var userInfo: [CodingUserInfoKey: Any] = {
    var userInfo: [CodingUserInfoKey: Any] = sendableUserInfo.mapValues { $0 }
    if let attachments, let key = Attachments.key { userInfo[key] = attachments }
    return userInfo
  }()
  private let sendableUserInfo: [CodingUserInfoKey: any Sendable]
  private let attachments: Attachments?
  /// The first misuse that was seen in a call that can't throw.
  @exclusivity(unchecked) var misuse: EncodingError?
  @exclusivity(unchecked) private var lastID = 0
  @exclusivity(unchecked) private var stack = WireStack()
  private var writers: [WireWriter] = []
  private var idleWriters: [WireWriter] = []

  init(userInfo: [CodingUserInfoKey: any Sendable], attachments: Attachments?) {
    sendableUserInfo = userInfo
    self.attachments = attachments
  }

  /// Identifies a frame, so that containers of an earlier one don't write into it.
  func nextID() -> Int {
    lastID += 1
    return lastID
  }

  /// A writer for a nested container.
  func writer(at origin: WireWriter.Origin) -> WireWriter {
    let writer = idleWriters.popLast() ?? newWriter()
    writer.start(at: origin)
    return writer
  }

  private func newWriter() -> WireWriter {
    let writer = WireWriter(session: self, buffer: WireBuffer())
    writers.append(writer)
    return writer
  }

  /// Takes a writer back for another use.
  func recycle(_ writer: WireWriter) {
    idleWriters.append(writer)
  }

  func isTooDeep(_ depth: Int) -> Bool {
    stack.isTooDeep(depth)
  }

  /// Ends the nested writers, which refer to each other and to the session.
  func end() {
    if writers.isEmpty { return }
    for writer in writers { writer.end() }
    writers = []
    idleWriters = []
  }
}

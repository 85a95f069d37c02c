import Grading
import Groundwork

// More of what `Helpers/Bytes.swift` begins: frames in memory, open descriptors, ends of streams.

/// Many bytes, made quickly: a random pattern, again and again.
func longNoise(_ count: Int, _ random: inout Seeded) -> [UInt8] {
  let pattern = randomBytes(4093, using: &random)
  return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
    while initialized < count {
      let piece = pattern.prefix(count - initialized)
      _ = buffer[initialized...].update(fromContentsOf: piece)
      initialized += piece.count
    }
  }
}

/// Calls `body` with room for a header, and then the bytes, as `sendFrame` takes it.
func withFrame<Result>(
  _ bytes: [UInt8], _ body: (UnsafeMutableRawBufferPointer) throws -> Result
) rethrows -> Result {
  var frame = [UInt8](repeating: 0xEE, count: FrameHeader.byteCount) + bytes
  return try frame.withUnsafeMutableBytes { try body($0) }
}

extension Descriptor {
  /// The next bytes: fewer only at the end of the stream.
  func take(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let more = try readBytes(count - bytes.count)
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  /// Everything until the end of the stream.
  func takeAll() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while case let more = try readBytes(1 << 16), !more.isEmpty { bytes += more }
    return bytes
  }

  /// Whether a read would not block.
  var isReadable: Bool {
    get throws { try waitUntilReadable(until: Deadline(after: .zero)) }
  }
}

extension Descriptor {
  /// The flags that all copies of the descriptor share, such as O_NONBLOCK.
  func statusFlags() throws -> CInt {
    try withNumber(for: "fcntl") { fcntl($0, F_GETFL) }
  }

  /// After how many seconds and microseconds the socket gives up to receive, and to send; 0 for never.
  func timeouts() throws -> [Int] {
    try withNumber(for: "getsockopt") { number in
      [SO_RCVTIMEO, SO_SNDTIMEO].map { option in
        var limit = timeval()
        var size = socklen_t(MemoryLayout<timeval>.size)
        getsockopt(number, SOL_SOCKET, option, &limit, &size)
        return Int(limit.tv_sec) * 1_000_000 + Int(limit.tv_usec)
      }
    }
  }
}

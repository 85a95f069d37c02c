// Mistake: The bytes are taken to come in one piece.
// Caught by: Frames of any size arrive whole
// Verdict: failed

import Groundwork

extension Connection {
  package func sendFrame(_ frame: UnsafeMutableRawBufferPointer) throws {
    let length = frame.count - FrameHeader.byteCount
    guard length <= Self.maximumByteCount else { throw ConnectionError.tooLong(UInt64(length)) }
    FrameHeader.write(length, to: frame)
    try sendAll(UnsafeRawBufferPointer(frame))
  }

  package func receiveFrame() throws -> Payload {
    let length = try withUnsafeTemporaryAllocation(
      byteCount: FrameHeader.byteCount, alignment: 1
    ) { header in
      let count = try fill(header)
      guard count == header.count else { throw endOfStream(after: count) }
      return FrameHeader.length(in: UnsafeRawBufferPointer(header))
    }
    // Compared before it becomes an Int: not every length is one.
    guard length <= Self.maximumByteCount else { throw ConnectionError.tooLong(length) }
    let payload = try Payload(byteCount: Int(length))
    if length > 0 {
      let count = try receiveSome(into: payload.bytes)
      guard count > 0 else { throw endOfStream(after: FrameHeader.byteCount) }
    }
    return payload
  }
}

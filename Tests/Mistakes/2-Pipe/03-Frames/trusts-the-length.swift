// Beginner: The length is believed, whoever sent it.
// Caught by: A length over the limit throws before memory is taken
// Verdict: crashed

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
    let payload = try Payload(byteCount: Int(length))
    let count = try fill(payload.bytes)
    guard count == payload.bytes.count else {
      throw endOfStream(after: FrameHeader.byteCount + count)
    }
    return payload
  }
}

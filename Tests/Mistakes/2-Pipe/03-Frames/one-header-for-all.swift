// Mistake: All connections receive their headers into the same memory.
// Caught by: Two connections can receive at the same time
// Verdict: failed

import Groundwork

extension Connection {
  private nonisolated(unsafe) static let header = UnsafeMutableRawBufferPointer.allocate(
    byteCount: FrameHeader.byteCount, alignment: 8)

  package func sendFrame(_ frame: UnsafeMutableRawBufferPointer) throws {
    let length = frame.count - FrameHeader.byteCount
    guard length <= Self.maximumByteCount else {
      throw ConnectionError.tooLong(UInt64(length))
    }
    FrameHeader.write(length, to: frame)
    try sendAll(UnsafeRawBufferPointer(frame))
  }

  package func receiveFrame() throws -> Payload {
    let headerCount = try fill(Self.header)
    guard headerCount == FrameHeader.byteCount else { throw endOfStream(after: headerCount) }
    let length = FrameHeader.length(in: UnsafeRawBufferPointer(Self.header))
    guard length <= Self.maximumByteCount else { throw ConnectionError.tooLong(length) }
    let payload = try Payload(byteCount: Int(length))
    let count = try fill(payload.bytes)
    guard count == payload.bytes.count else {
      throw endOfStream(after: FrameHeader.byteCount + count)
    }
    return payload
  }
}

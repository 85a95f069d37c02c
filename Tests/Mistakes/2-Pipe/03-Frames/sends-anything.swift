// Mistake: A frame that nobody would take is sent.
// Caught by: A frame over the limit isn't sent
// Verdict: failed

import Groundwork

extension Connection {
  /// Sends a frame: a header that tells the length, and then the bytes.
  ///
  /// - Parameter frame: Room for the header (`FrameHeader.byteCount`), and then the bytes. So both
  ///   can be sent in one piece.
  /// - Throws: `ConnectionError.tooLong` if there are more than `maximumByteCount` bytes: nothing was
  ///   sent then. What `sendAll` throws.
  package func sendFrame(_ frame: UnsafeMutableRawBufferPointer) throws {
    let length = frame.count - FrameHeader.byteCount
    FrameHeader.write(length, to: frame)
    try sendAll(UnsafeRawBufferPointer(frame))
  }

  /// Receives a frame: the bytes that were given to one call of `sendFrame`.
  ///
  /// - Returns: The bytes, without the header.
  /// - Throws: `endOfStream(after:)`, if the stream ends after so many bytes of the frame, header
  ///   included; `ConnectionError.tooLong` if the header tells more than `maximumByteCount` bytes:
  ///   no memory was taken for them. What `fill` throws.
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
    let count = try fill(payload.bytes)
    guard count == payload.bytes.count else {
      throw endOfStream(after: FrameHeader.byteCount + count)
    }
    return payload
  }
}

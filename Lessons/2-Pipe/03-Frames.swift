import Groundwork

extension Connection {
  /// Sends a frame: a header that tells the length, and then the bytes.
  ///
  /// - Parameter frame: Room for the header (`FrameHeader.byteCount`), and then the bytes. So both
  ///   can be sent in one piece.
  /// - Throws: `ConnectionError.tooLong` if there are more than `maximumByteCount` bytes: nothing was
  ///   sent then. What `sendAll` throws.
  package func sendFrame(_ frame: UnsafeMutableRawBufferPointer) throws {
    todo("Put the length before the bytes, and send both.")
  }

  /// Receives a frame: the bytes that were given to one call of `sendFrame`.
  ///
  /// - Returns: The bytes, without the header.
  /// - Throws: `endOfStream(after:)`, if the stream ends after so many bytes of the frame, header
  ///   included; `ConnectionError.tooLong` if the header tells more than `maximumByteCount` bytes:
  ///   no memory was taken for them. What `fill` throws.
  package func receiveFrame() throws -> Payload {
    todo("Receive a header, and then as many bytes as it tells, unless they are too many.")
  }
}

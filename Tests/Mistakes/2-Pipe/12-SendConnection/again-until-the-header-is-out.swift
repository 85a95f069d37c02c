// Mistake: The handles are sent again with each piece of the header.
// Caught by: However many pieces a frame is sent in, its handles are sent once
// Verdict: failed

import Groundwork

extension Connection {
  package func sendFrame(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    let length = frame.count - FrameHeader.byteCount
    guard length <= Self.maximumByteCount else { throw ConnectionError.tooLong(UInt64(length)) }
    FrameHeader.write(length, to: frame)
    let bytes = UnsafeRawBufferPointer(frame)
    var sent = 0
    while sent < FrameHeader.byteCount {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
      sent += try descriptor.send(rest, handing: descriptors)
    }
    try sendAll(UnsafeRawBufferPointer(rebasing: bytes[sent...]))
  }
  package static func decoder(handingOut descriptors: [Descriptor]) -> WireDecoder {
    var decoder = WireDecoder()
    if let key = Attachments.key {
      decoder.userInfo[key] = Attachments(received: descriptors)
    }
    return decoder
  }
}

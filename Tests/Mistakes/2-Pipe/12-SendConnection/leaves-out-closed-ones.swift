// Mistake: Handles that were closed meanwhile are left out.
// Caught by: A handle that was closed meanwhile makes it throw, and nothing is sent
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
    let sent = try descriptor.send(bytes, handing: descriptors.filter { !$0.isClosed })
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

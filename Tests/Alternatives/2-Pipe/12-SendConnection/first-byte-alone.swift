// Alternative: The first byte goes with the handles, and the rest after it.

import Groundwork

extension Connection {
  package func sendFrame(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    let length = frame.count - FrameHeader.byteCount
    guard length <= Self.maximumByteCount else { throw ConnectionError.tooLong(UInt64(length)) }
    FrameHeader.write(length, to: frame)
    let bytes = UnsafeRawBufferPointer(frame)
    let first = UnsafeRawBufferPointer(rebasing: bytes.prefix(1))
    let sent = try descriptor.send(first, handing: descriptors)
    try sendAll(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(sent)))
  }
  package static func decoder(handingOut descriptors: [Descriptor]) -> WireDecoder {
    var decoder = WireDecoder()
    if let key = Attachments.key {
      decoder.userInfo[key] = Attachments(received: descriptors)
    }
    return decoder
  }
}

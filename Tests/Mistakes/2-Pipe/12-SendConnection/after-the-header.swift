// Mistake: The header is sent alone, and the handles after it: whoever reads the header misses them.
// Caught by: Handles come with the first byte of the frame, in order
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
    let header = UnsafeRawBufferPointer(rebasing: bytes.prefix(FrameHeader.byteCount))
    try sendAll(header)
    let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(header.count))
    let sent = try descriptor.send(rest, handing: descriptors)
    try sendAll(UnsafeRawBufferPointer(rebasing: rest.dropFirst(sent)))
  }

  package static func decoder(handingOut descriptors: [Descriptor]) -> WireDecoder {
    var decoder = WireDecoder()
    if let key = Attachments.key {
      decoder.userInfo[key] = Attachments(received: descriptors)
    }
    return decoder
  }
}

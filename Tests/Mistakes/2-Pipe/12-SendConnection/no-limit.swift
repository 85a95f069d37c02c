// Beginner: Only messages without handles have a limit.
// Caught by: A frame over the limit is refused, and nothing is sent
// Verdict: failed

import Groundwork

extension Connection {
  package func sendFrame(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    let length = frame.count - FrameHeader.byteCount
    FrameHeader.write(length, to: frame)
    let bytes = UnsafeRawBufferPointer(frame)
    let sent = try descriptor.send(bytes, handing: descriptors)
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

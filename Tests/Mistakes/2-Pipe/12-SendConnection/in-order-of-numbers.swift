// Mistake: The descriptors are sent in the order of their numbers.
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
    let byNumber = Dictionary(descriptors.map { ($0.number, $0) }) { first, _ in first }
    let once = byNumber.sorted { $0.key < $1.key }.map(\.value)
    let sent = try descriptor.send(bytes, handing: once)
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

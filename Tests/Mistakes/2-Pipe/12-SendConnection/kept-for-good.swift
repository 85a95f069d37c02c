// Mistake: What came with a message is kept, in case that somebody needs it.
// Caught by: Handles that the receiver doesn't take are closed
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  private static let kept = Mutex<[Descriptor]>([])

  package func sendFrame(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    let length = frame.count - FrameHeader.byteCount
    guard length <= Self.maximumByteCount else { throw ConnectionError.tooLong(UInt64(length)) }
    FrameHeader.write(length, to: frame)
    let bytes = UnsafeRawBufferPointer(frame)
    let sent = try descriptor.send(bytes, handing: descriptors)
    try sendAll(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(sent)))
  }

  package static func decoder(handingOut descriptors: [Descriptor]) -> WireDecoder {
    kept.withLock { $0 += descriptors }
    var decoder = WireDecoder()
    if let key = Attachments.key {
      decoder.userInfo[key] = Attachments(received: descriptors)
    }
    return decoder
  }
}

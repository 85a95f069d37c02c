// Mistake: What came with a message is kept, in case that somebody needs it.
// Caught by: A message that can't be decoded closes what came with it
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  private static let kept = Mutex<[Descriptor]>([])

  /// Sends a frame, and descriptors beside it.
  ///
  /// They travel with the first byte of the frame, and only with that one: so whoever receives this
  /// frame's header gets them, and nobody else.
  ///
  /// - Parameters:
  ///   - frame: Room for the header, and then the bytes, as for `sendFrame`.
  ///   - descriptors: What to hand over: at least one, and no more than a message may have.
  /// - Throws: What `sendFrame` throws. `SystemError`, if a descriptor can't be handed over: nothing
  ///   was sent then.
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

  /// A decoder for a message that handles came with.
  ///
  /// The values that it makes take their handles. Those that nobody took, as those of a message that
  /// can't be decoded, are closed when the decoder is gone.
  ///
  /// - Parameter descriptors: What came with the message, in the order in which it was sent.
  /// - Returns: The decoder.
  package static func decoder(handingOut descriptors: [Descriptor]) -> WireDecoder {
    kept.withLock { $0 += descriptors }
    var decoder = WireDecoder()
    if let key = Attachments.key {
      decoder.userInfo[key] = Attachments(received: descriptors)
    }
    return decoder
  }
}

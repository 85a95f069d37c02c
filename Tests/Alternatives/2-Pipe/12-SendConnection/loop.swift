// Alternative: A loop sends the handles with the first piece, and nothing with the others.

import Groundwork

extension Connection {
  package func sendFrame(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    let length = frame.count - FrameHeader.byteCount
    guard length <= Self.maximumByteCount else { throw ConnectionError.tooLong(UInt64(length)) }
    FrameHeader.write(length, to: frame)
    let bytes = UnsafeRawBufferPointer(frame)
    var rest = bytes
    var handles = descriptors
    while !rest.isEmpty {
      let sent =
        handles.isEmpty ? try sendSome(rest) : try descriptor.send(rest, handing: handles)
      handles = []
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(sent))
    }
  }

  package static func decoder(handingOut descriptors: [Descriptor]) -> WireDecoder {
    var decoder = WireDecoder()
    if let key = Attachments.key {
      decoder.userInfo[key] = Attachments(received: descriptors)
    }
    return decoder
  }
}

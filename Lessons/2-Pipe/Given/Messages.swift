import Groundwork
import Synchronization

/// What stands before the bytes of each message: their number, 8 bytes, the lowest first.
package enum FrameHeader {
  /// The size of a header.
  package static let byteCount = 8

  /// Writes a header to the first bytes of `frame`.
  package static func write(_ length: Int, to frame: UnsafeMutableRawBufferPointer) {
    frame.storeBytes(of: UInt64(length).littleEndian, as: UInt64.self)
  }

  /// The length that a header tells.
  ///
  /// It comes from another process, and can be any number.
  package static func length(in header: UnsafeRawBufferPointer) -> UInt64 {
    UInt64(littleEndian: header.loadUnaligned(as: UInt64.self))
  }
}

/// Memory for the bytes of one message.
package final class Payload {
  /// The memory, which lasts as long as this object.
  package let bytes: UnsafeMutableRawBufferPointer
  /// The size of the block that the bytes are in.
  private let capacity: Int

  /// Takes memory for `byteCount` bytes (`malloc`), or such as an earlier message was in.
  ///
  /// It is not zeroed: all of it is received. The system provides a page when it is first written
  /// to, so that bytes which never come take none.
  ///
  /// - Parameter byteCount: The number of bytes; zero is allowed.
  /// - Throws: `SystemError` with ENOMEM.
  package init(byteCount: Int) throws {
    let spare = SpareBlocks.take(byteCount)
    capacity = spare?.byteCount ?? max(byteCount, 1)
    guard let memory = spare?.base ?? malloc(capacity) else {
      throw SystemError(
        "malloc", number: ENOMEM, detail: "For a message of \(byteCount) bytes.")
    }
    bytes = UnsafeMutableRawBufferPointer(start: memory, count: byteCount)
  }

  deinit {
    if let base = bytes.baseAddress { SpareBlocks.giveBack(base, capacity) }
  }
}

/// A message as it was received, still encoded.
package struct Message {
  let payload: Payload
  /// The descriptors that came with it, each of which is closed when its last owner is released.
  package let handles: [Descriptor]

  /// What decodes it: exercise 2.12 if something came beside the bytes.
  package var decoder: WireDecoder {
    handles.isEmpty ? WireDecoder() : Connection.decoder(handingOut: handles)
  }

  /// Calls `body` with the bytes, which are valid until it returns.
  package func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(payload) { try body(UnsafeRawBufferPointer(payload.bytes)) }
  }
}

extension Connection {
  /// The most bytes that a message may have, encoded: 4 GiB.
  public static let maximumByteCount = 1 << 32

  /// An encoder for a message; the handles that it meets are collected in `handles`.
  package static func encoder(collecting handles: Attachments) -> WireEncoder {
    var encoder = WireEncoder()
    encoder.attachments = handles
    return encoder
  }

  /// Sends the frame of a message: all messages go this way.
  ///
  /// Blocks while there is no room.
  ///
  /// - Parameters:
  ///   - frame: Room for a header, and then the encoded message.
  ///   - handles: What goes with it.
  /// - Throws: `ConnectionError`, and other errors of the system.
  package func post(
    _ frame: UnsafeMutableRawBufferPointer, with handles: Attachments
  ) throws {
    let descriptors = handles.descriptors
    guard descriptors.count <= Descriptor.mostHandedOver else {
      throw ConnectionError.tooManyHandles(descriptors.count)
    }
    try use(for: .sending) {
      // While nobody else sends, there is nothing to wait for; else exercise 2.10 waits.
      let isSent: Void? = try sending.withLockIfAvailable { _ in
        try sendNow(frame, handing: descriptors)
      }
      if isSent == nil { try sendInTurn(frame, handing: descriptors) }
    }
  }

  /// Receives the next message: all messages come this way.
  ///
  /// Blocks until there is a message, or the end of the stream.
  ///
  /// - Returns: The message.
  /// - Throws: `ConnectionError`, and other errors of the system.
  package func takeMessage() throws -> Message {
    try use(for: .receiving) {
      let message = try receiving.withLockIfAvailable { _ in try receiveNow() }
      return try message ?? receiveInTurn()
    }
  }

  /// Sends a frame; only to be called while `sending` is held.
  package func sendNow(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    if descriptors.isEmpty {
      try sendFrame(frame)
    } else {
      try sendFrame(frame, handing: descriptors)
    }
  }

  /// Receives a frame; only to be called while `receiving` is held.
  package func receiveNow() throws -> Message {
    isAtFrameStart.store(true, ordering: .relaxed)
    // What came with a frame that can't be received is closed.
    defer { arrived.withLock { $0 = [] } }
    let payload = try receiveFrame()
    return Message(payload: payload, handles: arrived.withLock { $0 })
  }

  /// Calls `body`, which uses the end in `direction`.
  ///
  /// - Throws: `ConnectionError.receivesOnly` or `.sendsOnly` if this is the wrong direction; what
  ///   `body` throws, with `meaning(of:)` in place of a system error.
  package func use<Result>(
    for direction: Direction, _ body: () throws -> Result
  ) throws -> Result {
    if let only = self.direction, only != direction {
      throw only == .sending ? ConnectionError.sendsOnly : ConnectionError.receivesOnly
    }
    do {
      return try body()
    } catch let error as SystemError {
      throw meaning(of: error)
    }
  }
}

internal import CPlatform

// Connected stream sockets carry descriptors beside their bytes.

extension Descriptor {
  /// The most descriptors that one call of `send` takes.
  package static let mostHandedOver = Int(WORKBOOK_MOST_DESCRIPTORS)

  /// Sends some of `bytes`, at least one, and `descriptors` beside the first of them
  /// (`sendmsg` with `SCM_RIGHTS`).
  ///
  /// Blocks while there is no room; starts again after EINTR. Never raises SIGPIPE. The receiver gets
  /// descriptors of its own, which may be closed here as soon as this returns.
  ///
  /// - Parameters:
  ///   - bytes: What to send; not empty, as descriptors need a byte to travel with.
  ///   - descriptors: What to hand over: at most `mostHandedOver`.
  /// - Returns: The number of bytes that were sent, which may be less than asked for.
  /// - Throws: `SystemError`: EPIPE if nobody can receive any more, EBADF if one of the descriptors is
  ///   closed. Nothing was sent then.
  package func send(
    _ bytes: UnsafeRawBufferPointer, handing descriptors: [Descriptor]
  ) throws -> Int {
    var numbers: [CInt] = []
    // They stay open until the kernel has its own references.
    defer { descriptors.prefix(numbers.count).forEach { $0.endUse() } }
    for descriptor in descriptors { numbers.append(try descriptor.beginUse(for: "sendmsg")) }
    return try withNumber(for: "sendmsg") { number in
      try check("sendmsg") {
        transfer(.writing, of: bytes.count) {
          workbook_send(number, bytes.baseAddress, $0, numbers, CInt(numbers.count))
        }
      }
    }
  }

  /// Receives at most `buffer.count` bytes, at least one unless at the end, and the descriptors that
  /// came beside them (`recvmsg`).
  ///
  /// Blocks until there is something; starts again after EINTR. A plain `read` would drop the
  /// descriptors. They arrive with the first of the bytes that they were sent with; a call that
  /// brings some brings no byte that was sent later.
  ///
  /// - Parameters:
  ///   - buffer: Where the bytes go; not empty.
  ///   - descriptors: Where the descriptors are added, close-on-exec from birth.
  /// - Returns: The number of bytes; 0 at the end.
  /// - Throws: `SystemError`, EBADF if this descriptor is closed.
  package func receive(
    into buffer: UnsafeMutableRawBufferPointer, adding descriptors: inout [Descriptor]
  ) throws -> Int {
    try withNumber(for: "recvmsg") { number in
      try withUnsafeTemporaryAllocation(of: CInt.self, capacity: Self.mostHandedOver) { numbers in
        var numberCount: CInt = 0
        let count = try check("recvmsg") {
          transfer(.reading, of: buffer.count) {
            workbook_receive(number, buffer.baseAddress, $0, numbers.baseAddress, &numberCount)
          }
        }
        for index in 0..<Int(numberCount) {
          descriptors.append(Descriptor(closeOnExec: numbers[index]))
        }
        return count
      }
    }
  }

  /// Ends the stream in this direction: nothing more can be sent from this end, by any process that
  /// has it (`shutdown` with `SHUT_WR`).
  ///
  /// What was sent before can still be received. Then the other end sees the end of the stream, and
  /// here a write throws EPIPE.
  ///
  /// - Throws: `SystemError`, ENOTSOCK if this is no socket.
  public func endSending() throws {
    try withNumber(for: "shutdown") { number in
      _ = try check("shutdown") { workbook_end_sending(number) }
    }
  }
}

import Grading
import Groundwork
import Testing

// One more test of 12-SendConnection: an error that is easily lost.

extension `2-Pipe`.`12-SendConnection` {
  @Test("If the other end is closed while the rest is sent, it throws", .holds(.death))
  func closedMeanwhile() throws {
    let (here, there) = try Connection.pair()
    let (reader, writer) = try Descriptor.pipe()
    defer { [here.descriptor, reader, writer].forEach { $0.close() } }
    let bytes = [UInt8](repeating: 7, count: 4_000_000)
    let sender = try Observed {
      try withFrame(bytes) { try here.sendFrame($0, handing: [reader]) }
    }
    let activity = try sender.settled()
    let limited = sender.limitedSleep
    there.close()
    let error = #expect(throws: SystemError.self, "most of the frame was never received") {
      try sender.value(orElse: "the other end is closed, but the sender goes on")
    }
    #expect(activity == .asleep, "there is no room for 4 MB: it should wait")
    #expect(
      limited == nil,
      "it waits for room in \(limited ?? ""), for a time: however slow the receiver is, wait for it"
    )
    #expect(
      error?.number == EPIPE || error?.number == ECONNRESET, "the system's error should come out")
  }
}

extension `2-Pipe`.`12-SendConnection` {
  @Test("A handle that was closed meanwhile makes it throw, and nothing is sent")
  func closedHandle() throws {
    let (here, there) = try Connection.pair()
    let (reader, writer) = try Descriptor.pipe()
    defer { [here.descriptor, there.descriptor, writer].forEach { $0.close() } }
    reader.close()
    let error = #expect(
      throws: SystemError.self,
      """
      of two handles one was closed. The bytes say which handle is which, by its index: without the first \
      one, the second would be taken for it
      """
    ) { try withFrame([1]) { try here.sendFrame($0, handing: [reader, writer]) } }
    let isEmpty = try !there.descriptor.isReadable
    #expect(error == nil || error?.number == EBADF, "the system's error should come out")
    #expect(isEmpty, "a handle could not be handed over, and something was sent all the same")
  }

  @Test("A message with handles that has to wait for its turn has them then")
  func sentInTurn() throws {
    let (here, there) = try Connection.pair()
    let (reader, writer) = try Descriptor.pipe()
    defer { [here.descriptor, there.descriptor, reader, writer].forEach { $0.close() } }
    let sender = try here.sending.withLock { _ in
      let sender = try Observed {
        try withFrame([5]) { try here.sendInTurn($0, handing: [reader]) }
      }
      _ = try sender.settled()
      return sender
    }
    try sender.value(orElse: "nobody else sends any more, but the sender still waits")
    here.close()
    let (first, handles) = try takeWithHandles(4096, from: there)
    let rest = try there.descriptor.takeAll()
    handles.forEach { $0.close() }
    #expect(first + rest == frame([5]), "the frame should be sent in its turn")
    #expect(
      handles.count == 1,
      """
      a frame with one handle had to wait for its turn (exercise 2.10), and came with \(handles.count): \
      sendInTurn sends by `sendNow`, and hands on the descriptors, too
      """)
  }
}

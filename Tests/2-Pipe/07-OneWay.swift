import Grading
import Groundwork
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.7")) struct `07-OneWay` {
    @Test("What the sender sends reaches the receiver")
    func arrives() throws {
      var random = Seeded()
      let bytes = randomBytes(.random(in: 1...2000, using: &random), using: &random)
      let (receiver, sender) = try Connection.oneWay()
      defer { receiver.close() }
      #expect(
        throws: Never.self,
        """
        the second end that oneWay returns should be able to send: is it the one whose stream was \
        ended, or are the two swapped? (The receiver is returned first.)
        """
      ) { try sender.descriptor.put(bytes) }
      sender.close()
      let seen = try receiver.descriptor.takeAll()
      #expect(seen == bytes, "what was sent should arrive at the first end; \(random)")
    }

    @Test("The receiver can't send")
    func receiverCannotSend() throws {
      let (receiver, sender) = try Connection.oneWay()
      defer {
        receiver.close()
        sender.close()
      }
      #expect(
        throws: ConnectionError.receivesOnly,
        """
        the receiving end was used to send: it should be made with its only direction, so that it \
        can say what is wrong
        """
      ) { try withFrame([1, 2, 3]) { try receiver.post($0, with: Attachments()) } }
    }

    @Test("The sender can't receive")
    func senderCannotReceive() throws {
      let (receiver, sender) = try Connection.oneWay()
      defer {
        receiver.close()
        sender.close()
      }
      let receive = try Observed { _ = try sender.takeMessage() }
      let activity = try receive.settled()
      // Ends a wait that should not be.
      receiver.close()
      #expect(
        throws: ConnectionError.sendsOnly,
        "the sending end was used to receive: it should be made with its only direction"
      ) { try receive.value(orElse: "receiving from the sender goes on and on") }
      #expect(activity == .finished, "receiving from the sender should throw at once, not wait")
    }

    @Test(
      "The system refuses the wrong direction, too",
      .holds(
        "A program that was handed the bare socket knows nothing of what this one thinks of it."))
    func refused() throws {
      let (receiver, sender) = try Connection.oneWay()
      defer {
        receiver.close()
        sender.close()
      }
      // What another program does that was handed the descriptor, and knows nothing of `Connection`.
      let error = #expect(throws: SystemError.self, "the socket itself can still send") {
        try receiver.descriptor.put([1])
      }
      let isReadable = try sender.descriptor.isReadable
      #expect(error?.number == EPIPE, "the receiver's direction of the stream should have ended")
      #expect(
        isReadable,
        """
        whoever reads from the sender should see the end of the stream at once: nothing will ever \
        come. End the stream in that direction (endSending).
        """)
    }

    @Test("Both ends wait as long as it takes")
    func wait() throws {
      let (receiver, sender) = try Connection.oneWay()
      defer {
        receiver.close()
        sender.close()
      }
      for (name, end) in [("receiver", receiver), ("sender", sender)] {
        let isBlocking = try end.descriptor.statusFlags() & O_NONBLOCK == 0
        #expect(
          isBlocking, "the \(name) does not wait (O_NONBLOCK): a call fails with EAGAIN instead")
        let timeouts = try end.descriptor.timeouts()
        #expect(timeouts == [0, 0], "the \(name) gives up after a while, and its call fails then")
      }
    }

    @Test("Handles can travel through it")
    func handles() throws {
      var random = Seeded()
      let byte = UInt8.random(in: .min ... .max, using: &random)
      let (receiver, sender) = try Connection.oneWay()
      let (end, otherEnd) = try Descriptor.pipe()
      defer {
        for descriptor in [receiver.descriptor, sender.descriptor, end, otherEnd] {
          descriptor.close()
        }
      }
      var received: [Descriptor] = []
      #expect(
        throws: Never.self,
        "descriptors travel through sockets, and not through pipes: connect two sockets"
      ) {
        _ = try [byte].withUnsafeBytes { try sender.descriptor.send($0, handing: [end]) }
        var bytes: [UInt8] = [0]
        _ = try bytes.withUnsafeMutableBytes {
          try receiver.descriptor.receive(into: $0, adding: &received)
        }
      }
      try otherEnd.put([byte])
      let seen = try received.first?.take(1)
      received.forEach { $0.close() }
      #expect(received.count == 1, "one descriptor was sent")
      #expect(seen == [byte], "the received descriptor should be for the same pipe; \(random)")
    }

    @Test("An end that is closed is seen by the other one")
    func closed() throws {
      let (receiver, sender) = try Connection.oneWay()
      sender.close()
      let isAtTheEnd = try receiver.descriptor.isReadable
      receiver.close()
      let (gone, lonely) = try Connection.oneWay()
      gone.close()
      let error = #expect(throws: SystemError.self, "there is nobody left who could receive") {
        try lonely.descriptor.put([1])
      }
      lonely.close()
      #expect(
        isAtTheEnd,
        "the sender was closed: the receiver should see the end. Is there a copy of the sender?")
      #expect(error?.number == EPIPE, "sending to a closed receiver should fail, without SIGPIPE")
    }

    @Test("Without a free descriptor it throws, and leaves nothing open", .holds(.scarcity))
    func noDescriptors() throws {
      let before = openNumbers()
      let error = #expect(throws: SystemError.self, "two sockets can't be opened now") {
        try withFreeDescriptors(0) { _ = try Connection.oneWay() }
      }
      #expect(error?.number == EMFILE, "the error should be the system's")
      #expect(openNumbers() == before, "nothing should be left open")
      for count in 1...4 {
        let ends = try? withFreeDescriptors(count) { try Connection.oneWay() }
        ends?.receiver.close()
        ends?.sender.close()
        let after = openNumbers()
        #expect(
          after == before,
          "\(count) descriptors were free; it \(ends == nil ? "threw" : "succeeded, and both ends were closed")"
        )
      }
    }
  }
}

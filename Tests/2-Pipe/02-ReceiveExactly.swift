import Grading
import Groundwork
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.2")) struct `02-ReceiveExactly` {
    @Test("It waits until the buffer is full, however the bytes come")
    func pieces() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      let bytes = randomBytes(Int.random(in: 20...40, using: &random), using: &random)
      let receiver = try Observed { try pair.connection.filled(bytes.count) }
      var activity = try receiver.settled()
      var rest = bytes[...]
      while !rest.isEmpty, activity == .asleep {
        let switches = receiver.switches
        let size = Int.random(in: 1...8, using: &random)
        try pair.socket.put(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
        activity = try receiver.settled(after: switches)
      }
      let missing = rest.count
      pair.socket.close()
      let (count, came) = try receiver.value(orElse: "fill didn't return at the end of the stream")
      #expect(
        missing == 0,
        """
        fill should wait for the bytes that are missing: it was \(activity) when \(missing) of \
        \(bytes.count) had not been sent. A call gets what is there, at least one byte. \(random)
        """)
      #expect(count == bytes.count, "the whole buffer was filled; \(random)")
      #expect(
        difference(came, from: bytes) == nil,
        """
        \(difference(came, from: bytes) ?? ""). Each piece belongs behind the one before it. \
        \(random)
        """)
    }

    @Test("It takes not one byte more")
    func notMore() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      let bytes = randomBytes(300, using: &random)
      try pair.socket.put(bytes)
      // More than the four pieces that come first, so that the last call could get too much.
      let first = Int.random(in: 13...200, using: &random)
      let steps = try StepControl()
      steps.limit(.before(.read), toBytes: 3, times: 4)
      let receiver = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return try pair.connection.filled(first)
      }
      let (count, came) = try receiver.value(orElse: "fill waits although all bytes are there")
      let isSomethingLeft = try pair.connection.descriptor.waitUntilReadable(
        until: Deadline(after: .zero))
      let left = isSomethingLeft ? try pair.connection.descriptor.readBytes(1000) : []
      #expect(count == first, "the bytes were there; \(random)")
      #expect(
        difference(came, from: bytes.prefix(first)) == nil,
        "\(difference(came, from: bytes.prefix(first)) ?? ""); \(random)")
      #expect(
        difference(left, from: bytes.dropFirst(first)) == nil,
        """
        300 bytes were sent, and fill was asked for \(first). The others must be left in the \
        socket: \(difference(left, from: bytes.dropFirst(first)) ?? ""). \(random)
        """)
    }

    @Test("The end before the first byte is told by 0")
    func endBefore() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let receiver = try Observed { try pair.connection.filled(10) }
      let activity = try receiver.settled()
      let limited = receiver.limitedSleep
      let isBlocking = try pair.connection.descriptor.statusFlags() & O_NONBLOCK == 0
      let polls = try receiver.polls()
      pair.socket.close()
      let (count, _) = try receiver.value(
        orElse: "fill goes on after the end: a receive of 0 bytes says that no more will come")
      #expect(activity == .asleep, "nothing was sent yet, and the other end was open")
      #expect(
        !polls,
        "nothing comes, and fill looks again and again: a call of `receiveSome` waits by itself")
      #expect(
        limited == nil,
        "fill waits in \(limited ?? ""), for a time: however late the bytes come, wait for them")
      #expect(
        isBlocking,
        """
        while fill waits, the socket is one that does not (O_NONBLOCK): whoever sends at this end, or \
        has a copy of it in another process, gets EAGAIN instead of waiting
        """)
      #expect(count == 0, "the stream ended before the first byte")
    }

    @Test("The end inside is told by the number of bytes that came")
    func endInside() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      let bytes = randomBytes(Int.random(in: 1...40, using: &random), using: &random)
      let missing = Int.random(in: 1...20, using: &random)
      try pair.socket.put(bytes)
      pair.socket.close()
      let receiver = try Observed { try pair.connection.filled(bytes.count + missing) }
      let (count, came) = try receiver.value(
        orElse: "fill goes on after the end: a receive of 0 bytes says that no more will come")
      #expect(count == bytes.count, "\(bytes.count) bytes came before the end; \(random)")
      #expect(
        came.starts(with: bytes), "what came before the end should be in the buffer; \(random)")
    }

    @Test("An empty buffer is full at once")
    func empty() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let receiver = try Observed { try pair.connection.filled(0).count }
      #expect(
        try receiver.settled() == .finished, "no bytes are asked for, so there is no need to wait")
      pair.socket.close()
      #expect(try receiver.value(orElse: "fill didn't return at the end of the stream") == 0)
    }

    @Test("A signal in between doesn't end the wait", .holds(.signals))
    func interrupted() throws {
      try catchInterruptions()
      let pair = try RawPair()
      defer { pair.close() }
      let receiver = try Observed {
        unblock(SIGUSR1)
        return try pair.connection.filled(4)
      }
      var activity = try receiver.settled()
      for _ in 0..<3 where activity == .asleep { activity = try receiver.interrupted() }
      try pair.socket.put([1, 2, 3, 4])
      #expect(
        throws: Never.self, "a signal interrupted the call (EINTR): it must be called again"
      ) {
        let (count, came) = try receiver.value(orElse: "fill waits although the bytes came")
        #expect(count == 4 && came == [1, 2, 3, 4], "the bytes came after the signals")
      }
      #expect(activity == .asleep, "fill ended at a signal, before the bytes came")
    }

    @Test(
      "An end that closes without receiving everything ends the stream as any other", .holds(.death)
    )
    func reset() throws {
      let pair = try RawPair()
      defer { pair.close() }
      _ = try pair.connection.descriptor.put([9, 9, 9])
      try pair.socket.put([1, 2])
      pair.socket.close()
      let receiver = try Observed { try pair.connection.filled(5) }
      #expect(
        throws: Never.self,
        """
        the other end was closed with bytes in it that it had not received (ECONNRESET): what it \
        sent can be received, and then comes the end. `receiveSome` sees to that
        """
      ) {
        let (count, came) = try receiver.value(orElse: "fill goes on after the end of the stream")
        #expect(count == 2, "2 bytes were sent before the end")
        #expect(came.prefix(2) == [1, 2])
      }
    }

    @Test(
      "What comes beside the first byte is kept",
      .holds(
        "What comes beside the bytes is lost for good, if the call that takes them doesn't ask for it."
      ))
    func beside() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let (reader, writer) = try Descriptor.pipe()
      defer { reader.close() }
      let sent = try [1, 2, 3, 4].withUnsafeBytes { bytes in
        try pair.socket.send(UnsafeRawBufferPointer(rebasing: bytes[..<4]), handing: [writer])
      }
      writer.close()
      let receiver = try Observed { try pair.connection.filled(4).count }
      let count = try receiver.value(orElse: "fill waits although all bytes are there")
      let arrived = pair.connection.arrived.withLock { arrived in
        defer { arrived = [] }
        return arrived
      }
      #expect(sent == 4 && count == 4)
      #expect(
        arrived.count == 1,
        """
        a descriptor was sent beside the bytes, and it is lost: a plain `read` drops it. Receive \
        by `receiveSome`, which keeps it for the message that it came with.
        """)
      arrived.forEach { $0.close() }
    }

    @Test("If receiving fails when some bytes have come, it throws as well")
    func failsInside() throws {
      let pair = try RawPair()
      defer { pair.close() }
      try pair.socket.put([1, 2])
      let receiver = try Observed { try pair.connection.filled(5).count }
      let activity = try receiver.settled()
      // The call that waits goes on, and gets one byte more; the next one fails.
      pair.connection.close()
      try pair.socket.put([3])
      #expect(activity == .asleep, "2 of 5 bytes were sent: fill should wait for the others")
      let error = #expect(
        throws: SystemError.self,
        """
        3 of 5 bytes had come when this end was closed. That is no end of the stream: who gets a number \
        from fill believes that the other side has stopped there
        """
      ) { try receiver.value(orElse: "this end was closed, and fill waits") }
      #expect(error?.number == EBADF, "the system's error should come out")
    }

    @Test("If receiving fails, it throws")
    func fails() throws {
      let pair = try RawPair()
      defer { pair.close() }
      try pair.socket.put([1, 2])
      pair.connection.close()
      let receiver = try Observed { try pair.connection.filled(4).count }
      let error = #expect(
        throws: SystemError.self,
        "this end was closed: that is an error, and not the end of the stream"
      ) { try receiver.value(orElse: "this end was closed, and fill waits") }
      #expect(error?.number == EBADF, "the system's error should come out")
    }
  }
}

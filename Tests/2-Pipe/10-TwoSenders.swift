#if DEBUG
import Grading
import Groundwork
import Synchronization
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.10")) struct `10-TwoSenders` {
    @Test("While one thread is in the middle of a frame, another one waits")
    func waits() throws {
      var random = Seeded()
      let first = randomBytes(.random(in: 100...1000, using: &random), using: &random)
      let second = randomBytes(.random(in: 0...1000, using: &random), using: &random)
      let (here, there) = try Connection.pair()
      defer { there.close() }
      let control = try StepControl()
      control.limit(.before(.write), toBytes: .random(in: 1...90, using: &random))
      control.park(.before(.write, skipping: 1))
      let one = try Observed {
        control.install()
        defer { control.uninstall() }
        try withFrame(first) { try here.sendInTurn($0, handing: []) }
      }
      let step = try control.waitUntilParked()
      defer { control.resume() }
      let two = try Observed { try withFrame(second) { try here.sendInTurn($0, handing: []) } }
      let activity = try two.settled()
      control.resume()
      try one.value(orElse: "the first sender doesn't come to its end")
      try two.value(orElse: "the second sender doesn't get its turn after the first one")
      here.close()
      let stream = try there.descriptor.takeAll()
      // If exercise 2.1 calls the system by itself, the first sender could not be stopped.
      #expect(
        activity == .asleep || step == nil,
        """
        the first sender had sent a piece of its frame when the second one came. It should wait \
        until the whole frame is sent, and use no processor meanwhile: it is \(activity).
        """)
      #expect(
        stream == frame(first) + frame(second),
        "the frames of the two senders should arrive one after the other; \(random)")
    }

    @Test("So it does while the first one waits for room")
    func waitsForRoom() throws {
      var random = Seeded()
      // More than there is room for: the first one waits in the middle of it.
      let first = longNoise(4_000_000, &random)
      let second = randomBytes(.random(in: 0...1000, using: &random), using: &random)
      let (here, there) = try Connection.pair()
      defer { there.close() }
      let one = try Observed { try withFrame(first) { try here.sendInTurn($0, handing: []) } }
      let isInside = try one.settled() == .asleep && there.descriptor.isReadable
      let isItsTurn = here.sending.withLockIfAvailable { _ in true } == nil
      let two = try Observed { try withFrame(second) { try here.sendInTurn($0, handing: []) } }
      let activity = try two.settled()
      let limited = two.limitedSleep
      let polls = try two.polls()
      let (elsewhere, far) = try Connection.pair()
      defer { [elsewhere, far].forEach { $0.close() } }
      let other = try Observed {
        try withFrame(second) { try elsewhere.sendInTurn($0, handing: []) }
      }
      let otherActivity = try other.settled()
      let stream = try Observed { try there.descriptor.take(first.count + second.count + 16) }
        .value(orElse: "two frames were sent, and not all of their bytes come")
      try one.value(orElse: "the first sender doesn't come to its end")
      try two.value(orElse: "the second sender doesn't get its turn after the first one")
      here.close()
      try other.value(orElse: "the sender of another connection doesn't come to its end")
      #expect(
        otherActivity == .finished,
        "two senders of one connection waited, and with them one of another connection: each has its own"
      )
      #expect(
        isInside,
        "nobody received yet: the first sender should have sent a part of its frame, and wait")
      #expect(
        activity == .asleep && !polls,
        """
        the first sender had sent a piece of its frame when the second one came. It should wait \
        until the whole frame is sent, and use no processor meanwhile: it \
        \(polls ? "looks again and again" : "is \(activity)").
        """)
      #expect(
        limited == nil,
        "the second sender waits in \(limited ?? ""), for a time: a frame may take long, so wait for it"
      )
      #expect(
        isItsTurn,
        "a part of the frame is sent, and anybody could have the mutex `sending`: hold it to the end"
      )
      #expect(
        haveSameBytes(stream, frame(first) + frame(second)),
        "the frames of the two senders should arrive one after the other; \(random)")
    }

    @Test("What sending and receiving throw comes out, and the next one has its turn")
    func errors() throws {
      let (here, there) = try Connection.pair()
      defer { here.close() }
      there.close()
      for number in 1...2 {
        let send = try Observed { try withFrame([1]) { try here.sendInTurn($0, handing: []) } }
        let error = #expect(
          throws: SystemError.self, "send \(number): nobody can receive the frame any more"
        ) { try send.value(orElse: "send \(number): who failed before has kept the turn") }
        #expect(error?.number == EPIPE, "the system's error should come out")
      }
      let cut = try RawPair()
      defer { cut.connection.close() }
      try cut.socket.put(frame([1, 2, 3]).dropLast())
      cut.socket.close()
      let receive = try Observed { _ = try cut.connection.receiveInTurn() }
      #expect(
        throws: ConnectionError.truncated,
        "the stream ended inside of a message: that is another error than an end after one"
      ) { try receive.value(orElse: "the stream has ended, and the receiver waits") }
      for number in 1...2 {
        let receive = try Observed { _ = try here.receiveInTurn() }
        #expect(
          throws: ConnectionError.closed, "receive \(number): no message will ever come"
        ) { try receive.value(orElse: "receive \(number): who failed before has kept the turn") }
      }
    }

    @Test("A message that is received in turn has its handles")
    func receivesHandles() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let (reader, writer) = try Descriptor.pipe()
      defer { reader.close() }
      let bytes = frame([5, 6])
      _ = try bytes.withUnsafeBytes { try pair.socket.send($0, handing: [writer]) }
      writer.close()
      try pair.socket.put(frame([7]))
      let receiver = try Observed {
        try (0..<2).map { _ -> (bytes: [UInt8], handleCount: Int) in
          let message = try pair.connection.receiveInTurn()
          defer { message.handles.forEach { $0.close() } }
          return (bytes: message.withBytes { Array($0) }, handleCount: message.handles.count)
        }
      }
      let received = try receiver.value(orElse: "two messages are there, and the receiver waits")
      pair.connection.arrived.withLock { arrived in
        arrived.forEach { $0.close() }
        arrived = []
      }
      #expect(received.map(\.bytes) == [[5, 6], [7]], "two messages were sent")
      #expect(
        received.map(\.handleCount) == [1, 0],
        """
        a descriptor was sent with the first of two messages, and the messages came with \
        \(received.map(\.handleCount)). `receiveNow` receives the frame and what is beside it
        """)
    }

    @Test("A thread that sends outside of a turn is waited for, too")
    func everybodysMutex() throws {
      let (here, there) = try Connection.pair()
      defer { there.close() }
      let (sending, activity) = try here.sending.withLock { _ in
        let sending = try Observed {
          try withFrame([7]) { try here.sendInTurn($0, handing: []) }
        }
        return (sending, try sending.settled())
      }
      try sending.value(orElse: "nobody else sends any more, but the sender still waits")
      here.close()
      let stream = try there.descriptor.takeAll()
      #expect(
        activity == .asleep,
        """
        `post` holds the mutex `sending` while it sends, without calling sendInTurn. So that is \
        the mutex to wait for: with another one, the two would not exclude each other.
        """)
      #expect(stream == frame([7]), "the frame should have been sent after that")
    }

    @Test("Each of two receivers gets a whole message")
    func receivers() throws {
      var random = Seeded()
      let messages = (0..<2).map { _ in
        randomBytes(.random(in: 21...1000, using: &random), using: &random)
      }
      let (here, there) = try Connection.pair()
      defer {
        here.close()
        there.close()
      }
      for message in messages { try there.descriptor.put(frame(message)) }
      let control = try StepControl()
      // Two reads are never enough for a message.
      control.limit(.before(.read), toBytes: .random(in: 1...20, using: &random), times: 2)
      control.park(.before(.read, skipping: 2))
      let one = try Observed {
        control.install()
        defer { control.uninstall() }
        return try here.receiveInTurn().withBytes { Array($0) }
      }
      let step = try control.waitUntilParked()
      defer { control.resume() }
      let two = try Observed { try here.receiveInTurn().withBytes { Array($0) } }
      let activity = try two.settled()
      let limited = two.limitedSleep
      let polls = try two.polls()
      control.resume()
      let received = Result {
        [
          try one.value(orElse: "the first receiver waits for bytes that the second one took"),
          try two.value(orElse: "the second receiver waits for bytes that the first one took"),
        ]
      }
      #expect(step != nil, "the first receiver should be in the middle of its frame")
      #expect(
        activity == .asleep && !polls,
        """
        the first receiver was in the middle of a frame when the second one came: it should wait \
        for its turn, asleep. It \(polls ? "looks again and again" : "is \(activity)")
        """)
      #expect(
        limited == nil,
        "the second receiver waits in \(limited ?? ""), for a time: its turn may be long in coming")
      #expect(
        try received.get() == messages,
        "each receiver should get one of the two messages, whole; \(random)")
    }

    @Test("A receiver keeps nobody from sending, nor a sender anybody from receiving")
    func bothDirections() throws {
      let (here, there) = try Connection.pair()
      defer {
        here.close()
        there.close()
      }
      let receiving = try Observed { try here.receiveInTurn().withBytes { Array($0) } }
      let waits = try receiving.settled()
      let sending = try Observed {
        try withFrame([UInt8](repeating: 1, count: 4_000_000)) {
          try here.sendInTurn($0, handing: [])
        }
      }
      // It can't come to its end: nobody takes four megabytes.
      _ = try sending.settled()
      let hasSent = try there.descriptor.isReadable
      try there.descriptor.put(frame([5]))
      let received = Result {
        try receiving.value(
          orElse: "a message has come, but the receiver waits: for the sender of the same end?")
      }
      // Lets the sender go.
      there.close()
      _ = try? sending.value(orElse: "the other end is closed, but the sender goes on")
      #expect(waits == .asleep, "there was nothing to receive yet")
      #expect(
        hasSent,
        """
        one thread waited for a message, and another one could not send: the two directions \
        need a mutex each
        """)
      #expect(try received.get() == [5], "the message should be received while the sender waits")
    }

    @Test("The frames of four threads arrive whole, in the order of each thread")
    func fourThreads() throws {
      var random = Seeded()
      let frames = (0..<4).map { thread in
        (0..<20).map { number in
          [UInt8(thread), UInt8(number)]
            + [UInt8](repeating: UInt8(thread), count: .random(in: 0...20_000, using: &random))
        }
      }
      let (here, there) = try Connection.pair()
      defer { there.close() }
      let senders = try frames.map { frames in
        try Observed {
          for bytes in frames { try withFrame(bytes) { try here.sendInTurn($0, handing: []) } }
        }
      }
      var received: [[[UInt8]]] = [[], [], [], []]
      for _ in 0..<80 {
        let header = try there.descriptor.take(FrameHeader.byteCount)
        let length = header.withUnsafeBytes { FrameHeader.length(in: $0) }
        try #require(length <= 20_002, "no such frame was sent: frames have mixed; \(random)")
        let bytes = try there.descriptor.take(Int(length))
        try #require(bytes[0] < 4, "frames have mixed; \(random)")
        received[Int(bytes[0])].append(bytes)
      }
      for sender in senders { try sender.value(orElse: "a sender doesn't come to its end") }
      here.close()
      #expect(received == frames, "frames are damaged or out of order; \(random)")
    }
  }
}
#endif

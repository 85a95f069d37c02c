import Grading
import Groundwork
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.12")) struct `12-SendConnection` {
    @Test("Handles come with the first byte of the frame, in order")
    func firstByte() throws {
      var random = Seeded()
      let bytes = randomBytes(.random(in: 1...2000, using: &random), using: &random)
      let marks = random.different(3, in: UInt8.min ... .max)
      let (here, there) = try Connection.pair()
      let pipes = try marks.map { _ in try Descriptor.pipe() }
      defer { pipes.forEach { $0.reader.close() } }
      for (pipe, mark) in zip(pipes, marks) {
        try pipe.writer.put([mark])
        pipe.writer.close()
      }
      // Not in the order of their numbers.
      try withFrame(bytes) { try here.sendFrame($0, handing: pipes.reversed().map(\.reader)) }
      here.close()
      let (first, early) = try takeWithHandles(1, from: there)
      let (rest, late) = try takeWithHandles(4096, from: there)
      let end = try there.descriptor.takeAll()
      let seen = try early.map { try $0.take(1) }
      (early + late + [there.descriptor]).forEach { $0.close() }
      #expect(
        first + rest + end == frame(bytes),
        "the stream should hold one frame as sendFrame(_:) sends it, and nothing else; \(random)")
      #expect(
        early.count == 3,
        """
        \(early.count) of 3 handles came with the first byte, \(late.count) later: whoever \
        receives the header of a frame must get its handles
        """)
      #expect(
        seen == marks.reversed().map { [$0] },
        "the handles should come in the order in which they were given; \(random)")
    }

    #if DEBUG
    @Test("However many pieces a frame is sent in, its handles are sent once")
    func once() throws {
      var random = Seeded()
      let bytes = randomBytes(.random(in: 200...500, using: &random), using: &random)
      let (here, there) = try Connection.pair()
      let (reader, writer) = try Descriptor.pipe()
      let control = try StepControl()
      // No less: the system keeps only some 270 pieces, and nobody takes them yet.
      // Fewer than the header has: whoever sends the handles until that is out, sends them twice.
      let limit = Int.random(in: 4...7, using: &random)
      control.limit(.before(.write), toBytes: limit, times: 1000)
      control.fail(.before(.write), times: 3)
      control.install()
      try withFrame(bytes) { try here.sendFrame($0, handing: [reader]) }
      control.uninstall()
      here.close()
      var stream: [UInt8] = []
      var handles: [Descriptor] = []
      while true {
        let (bytes, more) = try takeWithHandles(4096, from: there)
        handles += more
        if bytes.isEmpty { break }
        stream += bytes
      }
      (handles + [reader, writer, there.descriptor]).forEach { $0.close() }
      #expect(
        stream == frame(bytes),
        """
        the system took \(limit) bytes at a time, and interrupted the first call (EINTR): a \
        call sends some of the bytes, and the rest must be sent, too; \(random)
        """)
      #expect(
        handles.count == 1,
        "one handle was sent, and \(handles.count) arrived: one for each piece?")
    }
    #endif

    @Test("A decoder hands out what came with the message")
    func decoder() throws {
      var random = Seeded()
      let marks = random.different(.random(in: 2...5, using: &random), in: UInt8.min ... .max)
      let pipes = try marks.map { _ in try Descriptor.pipe() }
      for (pipe, mark) in zip(pipes, marks) { try pipe.writer.put([mark]) }
      let readers = pipes.map(\.reader)
      let bytes = try Connection.encoder(collecting: Attachments()).encode(readers)
      let copies = try readers.map { try Descriptor.duplicate($0.number) }
      let decoder = Connection.decoder(handingOut: copies)
      let taken = Result { try decoder.decode([Descriptor].self, from: bytes) }
      let seen = Result { try taken.get().map { try $0.take(1) } }
      (pipes.flatMap { [$0.reader, $0.writer] } + copies).forEach { $0.close() }
      #expect(
        try seen.get() == marks.map { [$0] },
        "the \(marks.count) handles of the message should be those that came with it; \(random)")
    }

    @Test("An end of another connection can be sent, with other values, and used there")
    func connection() throws {
      var random = Seeded()
      let number = Int.random(in: 0...1_000_000, using: &random)
      let (here, there) = try Connection.pair()
      let (mine, theirs) = try Connection.pair()
      let child = try TestChild(InvitedGuest(connection: there))
      there.close()
      try send(Invitation(text: "call \(number)", end: theirs), through: here)
      theirs.close()
      let answer = try mine.receive(String.self)
      try mine.send("bye")
      here.close()
      let end = try child.ended(orElse: "the child doesn't come to its end")
      mine.close()
      #expect(
        answer == "you said: call \(number)",
        "the child should answer through the end that it received; \(random)")
      #expect(end == .exited(0), "the child should have heard the last word")
    }

    @Test("The sender keeps its copy, and may close it as soon as send has returned")
    func closedAfterSend() throws {
      let (here, there) = try Connection.pair()
      let (mine, theirs) = try Connection.pair()
      defer { [here, there, mine, theirs].forEach { $0.close() } }
      try send(theirs, through: here)
      let isClosed = theirs.descriptor.isClosed
      theirs.close()
      // Nobody has a descriptor of that end now: it is in the socket, kept by the kernel.
      try mine.send("are you there?")
      let received = try there.receive(Connection.self)
      let question = try received.receive(String.self)
      try received.send("yes")
      let answer = try mine.receive(String.self)
      received.close()
      #expect(!isClosed, "what is sent is a copy: closing the original is up to the caller")
      #expect(question == "are you there?", "what was sent to the end meanwhile should be there")
      #expect(answer == "yes", "the received end should work in both directions")
    }

    @Test("A received end is close-on-exec")
    func closeOnExec() throws {
      let (here, there) = try Connection.pair()
      let (mine, theirs) = try Connection.pair()
      defer { [here, there, mine, theirs].forEach { $0.close() } }
      try send(theirs, through: here)
      let received = try there.receive(Connection.self)
      let flags = fcntl(received.descriptor.number, F_GETFD)
      received.close()
      #expect(
        flags & FD_CLOEXEC != 0, "programs that this process starts should not inherit the end")
    }

    @Test("A message that can't be decoded closes what came with it", .holds(.damage))
    func undecodable() throws {
      let (here, there) = try Connection.pair()
      let (mine, theirs) = try Connection.pair()
      defer { [here, there, mine].forEach { $0.close() } }
      try send(["1", "2"].map { Invitation(text: $0, end: theirs) }, through: here)
      theirs.close()
      try here.send("next")
      let before = openNumbers()
      #expect(throws: DecodingError.self, "two invitations are no invitations of another kind") {
        _ = try there.receive([OtherInvitation].self)
      }
      let after = openNumbers()
      let isAtTheEnd = try mine.descriptor.isReadable
      let next = try there.receive(String.self)
      #expect(
        after == before,
        """
        receive threw, so nobody has the end that came with the message: it should be closed, but \
        \(after.count - before.count) more descriptors are open
        """)
      #expect(isAtTheEnd, "the last copy of the other end was in that message: this is the end")
      #expect(next == "next", "the next message should be readable")
    }

    @Test("Handles that the receiver doesn't take are closed")
    func notTaken() throws {
      let (here, there) = try Connection.pair()
      let (mine, theirs) = try Connection.pair()
      defer { [here, there, mine].forEach { $0.close() } }
      try send(Invitation(text: "hello", end: theirs), through: here)
      theirs.close()
      let before = openNumbers()
      let text = try there.receive(TextOnly.self).text
      let after = openNumbers()
      #expect(text == "hello", "the part that is wanted should arrive")
      #expect(after == before, "nobody took the end that came with the message: close it")
    }

    @Test("Without a free descriptor the message is lost, and nothing else", .holds(.scarcity))
    func noDescriptors() throws {
      let (here, there) = try Connection.pair()
      let (mine, theirs) = try Connection.pair()
      defer { [here, there, mine].forEach { $0.close() } }
      try send(Invitation(text: "lost", end: theirs), through: here)
      try send(Invitation(text: "kept", end: theirs), through: here)
      theirs.close()
      let before = openNumbers()
      let error = #expect(throws: DecodingError.self, "the end could not be received") {
        try withFreeDescriptors(0) { _ = try there.receive(Invitation.self) }
      }
      let after = openNumbers()
      let kept = try there.receive(Invitation.self)
      kept.end.close()
      let isAtTheEnd = try mine.descriptor.isReadable
      #expect(String(describing: error).contains("EMFILE"), "the error should tell the reason")
      #expect(after == before, "nothing should be open that was not before")
      #expect(kept.text == "kept", "the next message should be readable, now that there is room")
      #expect(isAtTheEnd, "all copies of the other end are closed")
    }

    @Test("Each thread's handles come with its own message", .holds(.threads))
    func inTurn() throws {
      var random = Seeded()
      let (here, there) = try Connection.pair()
      let pairs = try (0..<20).map { _ in try Connection.pair() }
      let numbers = pairs.indices.shuffled(using: &random)
      let senders = try [numbers.prefix(10), numbers.suffix(10)].map { numbers in
        try Observed {
          for number in numbers {
            try send(Invitation(text: "\(number)", end: pairs[number].1), through: here)
          }
        }
      }
      for _ in numbers {
        let invitation = try there.receive(Invitation.self)
        try invitation.end.send(invitation.text)
        invitation.end.close()
      }
      for sender in senders { try sender.value(orElse: "a sender doesn't come to its end") }
      let answers = try pairs.map { try $0.0.receive(String.self) }
      for pair in pairs {
        pair.0.close()
        pair.1.close()
      }
      here.close()
      there.close()
      #expect(
        answers == pairs.indices.map(String.init),
        "each end should have come with the message that names its number; \(random)")
    }

    @Test("As many handles as a message may have, and one more", .holds(.extremes))
    func most() throws {
      let most = Descriptor.mostHandedOver
      let (here, there) = try Connection.pair()
      let (reader, writer) = try Descriptor.pipe()
      let copies = try (0..<most + 1).map { _ in try Descriptor.duplicate(writer.number) }
      writer.close()
      try withFrame([]) { try here.sendFrame($0, handing: copies.dropLast()) }
      // The first byte may have been sent alone, with the handles.
      let (first, received) = try takeWithHandles(8, from: there)
      let rest = try there.descriptor.take(8 - first.count)
      #expect(throws: ConnectionError.tooManyHandles(most + 1), "there is a limit to a message") {
        try here.send(copies)
      }
      let isEmpty = try !there.descriptor.isReadable
      (copies + received + [reader, here.descriptor, there.descriptor]).forEach { $0.close() }
      #expect(received.count == most, "\(most) handles were sent with one frame")
      #expect(first + rest == frame([]), "the frame beside the handles")
      #expect(isEmpty, "of the message that can't be sent, nothing should be sent")
    }

    @Test("Signals lose neither bytes nor handles", .holds(.signals))
    func interrupted() throws {
      let (here, there) = try Connection.pair()
      let (mine, theirs) = try Connection.pair()
      defer { [here, there, mine, theirs].forEach { $0.close() } }
      let text = String(repeating: "a long text ", count: 200_000)
      try catchInterruptions()
      let sending = try Observed {
        unblock(SIGUSR1)
        for _ in 0..<3 { try send(Invitation(text: text, end: theirs), through: here) }
      }
      let receiving = try Observed {
        unblock(SIGUSR1)
        return try (0..<3).map { _ in
          let invitation = try there.receive(Invitation.self)
          invitation.end.close()
          return invitation.text == text
        }
      }
      let deadline = Deadline(after: .seconds(6))
      while !(sending.hasFinished && receiving.hasFinished), !deadline.hasPassed {
        sending.interrupt(with: SIGUSR1)
        receiving.interrupt(with: SIGUSR1)
        sched_yield()
      }
      try sending.value(orElse: "the sender goes on")
      let areWhole = try receiving.value(orElse: "the receiver goes on")
      #expect(areWhole == [true, true, true], "each message should have its bytes and its handle")
    }

    @Test("If the other end is closed, it throws EPIPE, and no signal ends the process")
    func noReceiver() throws {
      let (here, there) = try Connection.pair()
      let (reader, writer) = try Descriptor.pipe()
      defer { [here.descriptor, reader, writer].forEach { $0.close() } }
      there.close()
      let error = #expect(throws: SystemError.self, "nobody can receive the handle") {
        try withFrame([1]) { try here.sendFrame($0, handing: [reader]) }
      }
      #expect(error?.number == EPIPE, "the system's error should come out")
      #expect(!reader.isClosed, "what could not be sent is still the caller's")
    }

    @Test("A frame over the limit is refused, and nothing is sent", .holds(.extremes))
    func tooLong() throws {
      let (here, there) = try Connection.pair()
      let (reader, writer) = try Descriptor.pipe()
      defer { [here.descriptor, reader, writer].forEach { $0.close() } }
      // A wrong answer that sends it learns that nobody receives.
      there.close()
      let count = Connection.maximumByteCount + 1
      try withReservedMemory(FrameHeader.byteCount + count) { frame in
        #expect(
          throws: ConnectionError.tooLong(UInt64(count)),
          "a message has a limit of \(Connection.maximumByteCount) bytes, with handles, too"
        ) { try here.sendFrame(frame, handing: [reader]) }
        let error = #expect(throws: SystemError.self, "a frame of just the limit is not over it") {
          try here.sendFrame(
            UnsafeMutableRawBufferPointer(rebasing: frame.dropLast()), handing: [reader])
        }
        #expect(error?.number == EPIPE, "nobody receives: the system's error should come out")
      }
    }
  }
}

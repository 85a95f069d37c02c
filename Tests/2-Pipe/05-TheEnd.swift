import Grading
import Groundwork
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.5")) struct `05-TheEnd` {
    @Test("After the last message comes `.closed`, as often as asked")
    func closed() throws {
      var random = Seeded()
      let pair = try ending()
      defer { pair.close() }
      let number = Int.random(in: 0...999_999, using: &random)
      try pair.socket.put(frame(WireEncoder().encode(number)))
      pair.socket.close()
      let receiver = try Observed {
        (0..<4).map { _ in Result { try pair.connection.receive(Int.self) } }
      }
      let outcomes = try receiver.value(orElse: "receive waits although nobody can send any more")
      #expect(
        try outcomes[0].get() == number,
        "what was sent before the end can still be received; \(random)")
      for outcome in outcomes.dropFirst() {
        #expect(
          throws: ConnectionError.closed, "the stream ended between two messages: all is well"
        ) { try outcome.get() }
      }
    }

    @Test("It is the end only when every copy of the other end is closed")
    func copies() throws {
      let pair = try ending()
      defer { pair.close() }
      let copy = try Descriptor.duplicate(pair.socket.number)
      defer { copy.close() }
      pair.socket.close()
      let receiver = try Observed { try pair.connection.receive(Int.self) }
      let activity = try receiver.settled()
      copy.close()
      #expect(throws: ConnectionError.closed, "the last copy of the other end was closed") {
        try receiver.value(orElse: "receive waits although nobody can send any more")
      }
      #expect(activity == .asleep, "a copy of the other end was open: a message could still come")
    }

    @Test("An end inside of a message is `.truncated`, wherever it is")
    func truncated() throws {
      var random = Seeded()
      let text = "a text, longer than a header: \(Int.random(in: 1...99, using: &random))"
      let whole = try frame(WireEncoder().encode(text))
      for count in 1..<whole.count {
        let pair = try ending()
        defer { pair.close() }
        try pair.socket.put(Array(whole.prefix(count)))
        pair.socket.close()
        let receiver = try Observed { try pair.connection.receive(String.self) }
        #expect(
          throws: ConnectionError.truncated,
          """
          \(count) of the \(whole.count) bytes of a frame came before the end. The first \
          \(FrameHeader.byteCount) are its header: they count, too (see receiveFrame in \
          03-Frames.swift). \(random)
          """
        ) { try receiver.value(orElse: "receive waits although nobody can send any more") }
      }
    }

    @Test("A peer that is killed inside of a message leaves `.truncated`")
    func killedInside() throws {
      var random = Seeded()
      let pair = try ending()
      defer { pair.close() }
      let part = Int.random(in: 1...50, using: &random)
      let child = try TestChild(Sending(socket: pair.socket, wholeCount: 0, part: part))
      pair.socket.close()
      let receiver = try Observed { try pair.connection.receive(String.self) }
      #expect(
        throws: ConnectionError.truncated,
        "the child was killed when it had sent a part of its message; \(random)"
      ) { try receiver.value(orElse: "receive waits although the only sender was killed") }
      #expect(try child.ended(orElse: "the child was not killed") == .signaled(SIGKILL))
    }

    @Test("A peer that is killed between two messages leaves `.closed`")
    func killedBetween() throws {
      let pair = try ending()
      defer { pair.close() }
      let child = try TestChild(Sending(socket: pair.socket, wholeCount: 1, part: 0))
      pair.socket.close()
      let receiver = try Observed {
        (0..<2).map { _ in Result { try pair.connection.receive(String.self) } }
      }
      let outcomes = try receiver.value(
        orElse: "receive waits although the only sender was killed")
      #expect(try outcomes[0].get() == Sending.text)
      #expect(throws: ConnectionError.closed, "the child sent one whole message, and no other") {
        try outcomes[1].get()
      }
      #expect(try child.ended(orElse: "the child was not killed") == .signaled(SIGKILL))
    }

    @Test("Sending to an end that is closed throws `.noReceiver`")
    func noReceiver() throws {
      signal(SIGPIPE, SIG_DFL)
      let pair = try ending()
      defer { pair.close() }
      pair.socket.close()
      for _ in 0..<2 {
        #expect(
          throws: ConnectionError.noReceiver, "nobody can receive the message (the system: EPIPE)"
        ) { try pair.connection.send(1) }
      }
    }

    @Test("So does sending to an end that closes with unread messages")
    func resetWhileSending() throws {
      try catchInterruptions()
      let pair = try ending(smallBuffers: true)
      defer { pair.close() }
      let large = [UInt8](repeating: 7, count: 100_000)
      let sender = try Observed {
        unblock(SIGUSR1)
        try pair.connection.send(large)
      }
      _ = try sender.settled()
      // Ends the call that has sent something: only one that has not reports the reset.
      let activity = try sender.interrupted()
      pair.socket.close()
      #expect(
        throws: ConnectionError.noReceiver,
        """
        the other end was closed before it had received all that was sent: the system calls that a \
        reset (ECONNRESET), and it means the same
        """
      ) { try sender.value(orElse: "send goes on although the other end is closed") }
      #expect(activity == .asleep, "the message is larger than the buffers: send should wait")
    }

    @Test("Receiving from an end that closed with unread messages throws `.closed`")
    func resetWhileReceiving() throws {
      let pair = try ending()
      defer { pair.close() }
      try pair.connection.descriptor.put([1, 2, 3])
      pair.socket.close()
      let receiver = try Observed { try pair.connection.receive(Int.self) }
      #expect(
        throws: ConnectionError.closed, "for the one who receives, it is the end as any other"
      ) { try receiver.value(orElse: "receive waits although nobody can send any more") }
    }

    @Test("Using an end that was closed here throws `.closedHere`")
    func closedHere() throws {
      let pair = try ending()
      defer { pair.close() }
      pair.connection.close()
      pair.connection.close()
      let advice = """
        this end was closed by this very process (EBADF): the other end has nothing to do with it, \
        and the message should not say so
        """
      #expect(throws: ConnectionError.closedHere, "\(advice)") { try pair.connection.send(1) }
      #expect(throws: ConnectionError.closedHere, "\(advice)") {
        try pair.connection.receive(Int.self)
      }
    }

    @Test("Other errors of the system are passed on as they are")
    func others() throws {
      let (reader, writer) = try Descriptor.pipe()
      defer {
        reader.close()
        writer.close()
      }
      let notASocket = Connection(reader)
      _ = notASocket.endOfStream(after: 0)
      #expect(
        throws: SystemError("recvmsg", number: ENOTSOCK),
        "an error that is not about an end being closed must not be taken for one"
      ) { try notASocket.receive(Int.self) }
      for number: CInt in 1...133 where ![EPIPE, ECONNRESET, EBADF].contains(number) {
        let error = SystemError("sendmsg", number: number, detail: "for a message of 100 bytes")
        let meaning = notASocket.meaning(of: error) as? SystemError
        #expect(
          meaning == error,
          "this error is about no end that is closed: pass it on as it is, with its detail")
      }
      // Every call that sends or receives may find it.
      for call in ["write", "send", "sendmsg", "read", "recvmsg"] {
        let meanings = [EPIPE, EBADF].map {
          notASocket.meaning(of: SystemError(call, number: $0)) as? ConnectionError
        }
        #expect(
          meanings == [.noReceiver, .closedHere],
          "EPIPE and EBADF of `\(call)`: the number says what it means, whichever call it was")
      }
    }
  }
}

/// A connection, and a bare socket at its other end.
///
/// This exercise's stub is reached before those of the earlier ones that a test needs, too.
private func ending(smallBuffers: Bool = false) throws -> RawPair {
  let pair = try RawPair(smallBuffers: smallBuffers)
  _ = pair.connection.endOfStream(after: 0)
  return pair
}

/// A child that sends some whole messages and a part of another one, and then is killed.
///
/// It writes the bytes itself: how exercise 2.1 sends them is no matter here.
struct Sending: ProcessTarget {
  static let text = String(repeating: "never mind ", count: 20)

  let socket: Descriptor
  let wholeCount: Int
  let part: Int

  func run() throws {
    let message = try frame(WireEncoder().encode(Self.text))
    for _ in 0..<wholeCount { try socket.put(message) }
    try socket.put(Array(message.prefix(part)))
    raise(SIGKILL)
  }
}

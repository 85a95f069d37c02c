import Grading
import Groundwork
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.11")) struct `11-BothWays` {
    @Test("Both ends send 16 MB at once")
    func large() throws {
      var random = Seeded()
      let mine = longNoise(16_000_000, &random)
      let theirs = longNoise(16_000_001, &random)
      let (here, there) = try Connection.pair()
      defer {
        here.close()
        there.close()
      }
      let one = try Observed { haveSameBytes(try here.exchange(mine, for: [UInt8].self), theirs) }
      let two = try Observed { haveSameBytes(try there.exchange(theirs, for: [UInt8].self), mine) }
      let problem = """
        both ends called exchange, and neither comes to its end: a deadlock. The messages are \
        larger than what the connection can hold, so each send waits until the other end receives.
        """
      let isRightHere = try one.value(orElse: problem)
      let isRightThere = try two.value(orElse: problem)
      #expect(isRightHere, "what the other end sent should arrive here; \(random)")
      #expect(isRightThere, "what was sent here should arrive at the other end; \(random)")
    }

    @Test("Small messages of different types cross")
    func small() throws {
      var random = Seeded()
      let number = Int.random(in: 0...1_000_000, using: &random)
      let (here, there) = try Connection.pair()
      defer {
        here.close()
        there.close()
      }
      let one = try Observed { try here.exchange(number, for: String.self) }
      let two = try Observed { try there.exchange("text \(number)", for: Int.self) }
      let problem = "both ends called exchange, and neither comes to its end: does anybody send?"
      let text = try one.value(orElse: problem)
      let received = try two.value(orElse: problem)
      #expect(text == "text \(number)", "this end receives what the other one sent; \(random)")
      #expect(received == number, "the other end receives what was sent here; \(random)")
    }

    @Test("It goes on until the whole message is sent")
    func waitsForSending() throws {
      var random = Seeded()
      let mine = longNoise(4_000_000, &random)
      let (here, there) = try Connection.pair()
      defer {
        here.close()
        there.close()
      }
      let exchange = try Observed { try here.exchange(mine, for: Int.self) }
      try there.send(5)
      let activity = try exchange.settled()
      let limited = exchange.limitedSleep
      let polls = try exchange.polls()
      let received = try there.receive([UInt8].self)
      let answer = try exchange.value(orElse: "both messages have arrived, but exchange goes on")
      #expect(
        activity == .asleep,
        """
        the answer is there, but nobody has taken the 4 MB yet: exchange should wait until they \
        are sent, and use no processor meanwhile. It is \(activity).
        """)
      #expect(
        !polls,
        """
        nobody takes the 4 MB, and exchange asks again and again whether the thread is done. A pipe \
        whose other end the thread closes can be waited for
        """)
      #expect(
        limited == nil,
        """
        exchange waits for its sending thread in \(limited ?? ""), for a time: then it returns while the \
        message is still on its way. Whoever receives slowly needs longer than any timeout
        """)
      #expect(received == mine, "the message should arrive whole; \(random)")
      #expect(answer == 5, "the other end sent 5")
    }

    @Test("It waits for the answer")
    func waitsForAnswer() throws {
      var random = Seeded()
      let number = Int.random(in: 0...1_000_000, using: &random)
      let (here, there) = try Connection.pair()
      defer {
        here.close()
        there.close()
      }
      let exchange = try Observed { try here.exchange(number, for: Int.self) }
      let received = try there.receive(Int.self)
      let activity = try exchange.settled()
      let limited = exchange.limitedSleep
      let polls = try exchange.polls()
      try there.send(-number)
      let answer = try exchange.value(orElse: "the answer was sent, but exchange goes on")
      #expect(received == number, "the message should be sent before there is an answer; \(random)")
      #expect(activity == .asleep, "there is no answer yet: exchange should wait for it")
      #expect(
        limited == nil,
        "exchange waits for the answer in \(limited ?? ""), for a time: it may come later than that"
      )
      #expect(!polls, "there is no answer yet, and exchange looks again and again: receive waits")
      #expect(answer == -number, "that was the answer; \(random)")
    }

    @Test(
      "A small message that finds no room keeps nobody from receiving either",
      .holds(
        "Even a message of a few bytes finds no room, if the other end has not received for long."))
    func noRoom() throws {
      let pair = try RawPair(smallBuffers: true)
      defer { pair.close() }
      // The other end has not yet received what was sent before: there is no room for one byte.
      let before = try frame(WireEncoder().encode("said before"))
      let sent = try pair.connection.fillUp(with: before)
      let exchange = try Observed { try pair.connection.exchange(5, for: Int.self) }
      _ = try exchange.settled()
      try pair.socket.put(frame(WireEncoder().encode(7)))
      let deadline = Deadline(after: .seconds(3))
      while try pair.connection.descriptor.isReadable, !deadline.hasPassed { sched_yield() }
      let isReceived = try !pair.connection.descriptor.isReadable
      let activity = try exchange.settled()
      let mine = try frame(WireEncoder().encode(5))
      let stream = try Observed { try pair.socket.take(sent * before.count + mine.count) }
        .value(orElse: "exchange was to send 5 after what was sent before, and it doesn't come")
      let answer = try exchange.value(orElse: "both messages have arrived, but exchange goes on")
      #expect(
        isReceived,
        """
        there was no room for a message of \(mine.count) bytes, and exchange received nothing until \
        it was sent. If both ends are in that state, neither goes on: no message is so small that it \
        can be sent first. Send in a thread of its own, always
        """)
      #expect(activity == .asleep, "the message was not sent yet: exchange should wait")
      #expect(stream.suffix(mine.count) == mine[...] && answer == 7, "both messages arrive")
    }

    @Test(
      "What send throws comes out even if it fails last, and an answer has come", .holds(.failure))
    func lateError() throws {
      let (here, there) = try Connection.pair()
      let (gate, opener) = try Descriptor.pipe()
      defer { [here.descriptor, there.descriptor, gate].forEach { $0.close() } }
      let exchange = try Observed { try here.exchange(SlowRefusal(gate: gate), for: Int.self) }
      try there.send(7)
      // The answer is taken, and then there is only the sending to wait for.
      let deadline = Deadline(after: .seconds(3))
      while try here.descriptor.isReadable, !deadline.hasPassed { sched_yield() }
      let activity = try exchange.settled()
      opener.close()
      #expect(
        throws: SlowRefusal.Refused(),
        """
        the answer came, and after that the message could not be encoded. What `send` throws comes \
        out first: look at it when the thread has said that it is done, and not before
        """
      ) { _ = try exchange.value(orElse: "the sending thread has failed, but exchange goes on") }
      #expect(activity == .asleep, "the message was not sent yet: exchange should wait")
    }

    @Test("When the other end is closed, what send throws comes out", .holds(.death))
    func noReceiver() throws {
      let (here, there) = try Connection.pair()
      defer { here.close() }
      there.close()
      let exchange = try Observed { try here.exchange("hello", for: String.self) }
      #expect(
        throws: ConnectionError.noReceiver,
        "nobody could receive the message: the error of the sending thread should come out"
      ) { try exchange.value(orElse: "the other end is closed, but exchange goes on") }
    }

    @Test("When no answer comes, what receive throws comes out")
    func noAnswer() throws {
      let (here, there) = try Connection.pair()
      defer { here.close() }
      let exchange = try Observed { try here.exchange("hello", for: String.self) }
      _ = try there.receive(String.self)
      there.close()
      #expect(throws: ConnectionError.closed, "the message was taken, and there is no answer") {
        try exchange.value(orElse: "the other end is closed, but exchange goes on")
      }
    }

    @Test("Exchanges leave no descriptors behind")
    func descriptors() throws {
      let (here, there) = try Connection.pair()
      defer {
        here.close()
        there.close()
      }
      let before = openNumbers()
      let other = try Observed {
        for number in 0..<20 { _ = try there.exchange(number, for: Int.self) }
      }
      for number in 0..<20 { _ = try here.exchange(number, for: Int.self) }
      try other.value(orElse: "one end has exchanged twenty messages, and the other one has not")
      // The observer's own descriptor is open until here.
      withExtendedLifetime(other) {}
      func leftOpen() -> Int { openNumbers().count - before.count }
      // A thread that has sent lets go of what it holds a moment later.
      let deadline = Deadline(after: .seconds(3))
      while leftOpen() > 1, !deadline.hasPassed { sched_yield() }
      let left = leftOpen()
      #expect(left <= 1, "twenty exchanges at each end left \(left) descriptors open")
    }
  }
}

/// A message that takes its time to say that it can't be encoded.
struct SlowRefusal: Encodable, Sendable {
  struct Refused: Error, Equatable {}

  let gate: Descriptor

  func encode(to encoder: any Encoder) throws {
    try gate.waitAtGate()
    throw Refused()
  }
}

extension Connection {
  /// Sends `frame` again and again, until there is no room for one byte more; says how often.
  fileprivate func fillUp(with frame: [UInt8]) throws -> Int {
    var count = 0
    while true {
      let sent = frame.withUnsafeBytes {
        Groundwork.send(
          descriptor.number, $0.baseAddress, $0.count, CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL))
      }
      if sent == frame.count {
        count += 1
      } else if sent == -1, errno == EAGAIN {
        return count
      } else if sent != -1 || errno != EINTR {
        throw TestFailure("a test could not fill a socket: \(sent) bytes were sent")
      }
    }
  }
}

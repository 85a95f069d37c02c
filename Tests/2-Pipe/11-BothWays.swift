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
      let received = try there.receive([UInt8].self)
      let answer = try exchange.value(orElse: "both messages have arrived, but exchange goes on")
      #expect(
        activity == .asleep,
        """
        the answer is there, but nobody has taken the 4 MB yet: exchange should wait until they \
        are sent, and use no processor meanwhile. It is \(activity).
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
      try there.send(-number)
      let answer = try exchange.value(orElse: "the answer was sent, but exchange goes on")
      #expect(received == number, "the message should be sent before there is an answer; \(random)")
      #expect(activity == .asleep, "there is no answer yet: exchange should wait for it")
      #expect(answer == -number, "that was the answer; \(random)")
    }

    @Test("When the other end is closed, what send throws comes out")
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

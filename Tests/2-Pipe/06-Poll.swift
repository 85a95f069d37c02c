import Grading
import Groundwork
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.6")) struct `06-Poll` {
    @Test("It says that a message is there, however often it is asked, and leaves it there")
    func never() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      let number = Int.random(in: 0...999_999, using: &random)
      let message = try frame(WireEncoder().encode(number))
      try pair.socket.put(message)
      let poller = try Observed {
        try (0..<5).map { _ in try pair.connection.poll(timeout: .seconds(600)) }
      }
      let answers = try poller.value(orElse: "poll waits although a message is there")
      #expect(answers == [true, true, true, true, true], "a message is there")
      pair.socket.close()
      let left = try pair.connection.descriptor.readBytes(100)
      #expect(
        left == message,
        """
        poll took something away: of \(message.count) bytes \(left.count) are left. It should only \
        look; \(random)
        """)
    }

    @Test("It waits for a message, and uses no processor meanwhile")
    func waits() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let poller = try Observed { try pair.connection.poll(timeout: .seconds(600)) }
      let activity = try poller.settled()
      let isBlocking = try pair.connection.descriptor.statusFlags() & O_NONBLOCK == 0
      let timeouts = try pair.connection.descriptor.timeouts()
      let polls = try poller.polls()
      try pair.socket.put([1])
      let answer = try poller.value(orElse: "poll goes on waiting although something has come")
      #expect(activity == .asleep, "nothing was there: poll should wait; it is \(activity)")
      #expect(
        !polls,
        """
        nothing comes. poll sleeps for a moment, looks, sleeps for a moment, and so on: wait by one \
        call, `waitUntilReadable`, that lasts until something comes or the time is over
        """)
      #expect(
        isBlocking,
        """
        while poll waits, the socket is one that does not (O_NONBLOCK): whoever sends or receives at this \
        end meanwhile, or at a copy of it, gets EAGAIN
        """)
      #expect(
        timeouts == [0, 0],
        """
        while poll waits, the socket gives up by itself (SO_RCVTIMEO): whoever receives at this end, or at \
        a copy of it, fails when that time is over, although only poll was to wait for a time
        """)
      #expect(answer, "the first byte of a message came")
    }

    @Test("When the time is over, it says that nothing came")
    func timeout() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let poller = try Observed { try pair.connection.poll(timeout: .milliseconds(20)) }
      let answer = try poller.value(orElse: "poll goes on waiting although the time is over")
      #expect(!answer, "nothing was sent")
    }

    @Test(
      "It doesn't say too soon that nothing came",
      .holds(
        "A number that is rounded down ends each wait a little too soon, and a loop of such waits spins."
      ))
    func notTooSoon() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let early = try Observed {
        try endedTooSoon { timeout in
          if try pair.connection.poll(timeout: timeout) {
            throw TestFailure("nothing was sent, and poll says that something is there")
          }
        }
      }
      .value(orElse: "short times are over, and poll goes on waiting")
      #expect(
        early == [],
        """
        with these timeouts poll gave up before the time was over: \(early). A part of a \
        millisecond counts, too: a number of whole milliseconds must be rounded up
        """)
    }

    @Test(
      "A month, a hundred years and the longest time there is are as good as for ever",
      .holds(.extremes))
    func longTimes() throws {
      for timeout in longTimeouts {
        let pair = try RawPair()
        defer { pair.close() }
        let poller = try Observed { try pair.connection.poll(timeout: timeout) }
        let activity = try poller.settled()
        try pair.socket.put([1])
        let answer = try poller.value(orElse: "poll goes on waiting although something has come")
        #expect(
          activity == .asleep && answer,
          "with a timeout of \(timeout) poll should wait, and is \(activity); it says \(answer)")
      }
    }

    @Test(
      "No time, or less, looks without waiting", .holds(.extremes),
      arguments: [0, -1, -1_000_000, .min])
    func noTime(seconds: Int) throws {
      let pair = try RawPair()
      defer { pair.close() }
      let poller = try Observed { try pair.connection.poll(timeout: .seconds(seconds)) }
      let activity = try poller.settled()
      try pair.socket.put([1])
      let early = try poller.value(orElse: "poll waits although something has come")
      let late = try pair.connection.poll(timeout: .seconds(seconds))
      #expect(
        activity == .finished,
        """
        a timeout of \(seconds) seconds leaves no time to wait. (In the C function `poll`, a \
        negative timeout means forever.)
        """)
      #expect(!early || activity == .asleep, "nothing was there yet")
      #expect(late, "something is there: that needs no waiting")
    }

    @Test("At the end of the stream it says yes")
    func end() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let poller = try Observed {
        let first = try pair.connection.poll(timeout: .seconds(600))
        return [first, try pair.connection.poll(timeout: .zero)]
      }
      let activity = try poller.settled()
      pair.socket.close()
      let answers = try poller.value(
        orElse: "poll goes on waiting although nobody can send any more")
      #expect(activity == .asleep, "the other end was open, and nothing was there")
      #expect(
        answers == [true, true],
        """
        the other end is closed: receive would return at once (by throwing), so there is nothing \
        to wait for. Whoever loops until poll says yes would never learn of the end.
        """)
    }

    @Test("A signal in between doesn't end the wait", .holds(.signals))
    func interrupted() throws {
      try catchInterruptions()
      let pair = try RawPair()
      defer { pair.close() }
      let poller = try Observed {
        unblock(SIGUSR1)
        return try pair.connection.poll(timeout: .seconds(600))
      }
      var activity = try poller.settled()
      for _ in 0..<5 where activity == .asleep { activity = try poller.interrupted() }
      try pair.socket.put([1])
      #expect(throws: Never.self, "a signal interrupted the call (EINTR): that is not an error") {
        let answer = try poller.value(orElse: "poll goes on waiting although something has come")
        #expect(answer, "there was much time left when the byte came")
      }
      #expect(activity == .asleep, "a signal ended the wait, and there was much time left")
    }

    @Test("Signals don't make the wait longer", .holds(.signals))
    func totalTime() throws {
      try catchInterruptions()
      let pair = try RawPair()
      defer { pair.close() }
      let poller = try Observed {
        unblock(SIGUSR1)
        return try pair.connection.poll(timeout: .milliseconds(300))
      }
      // Signals come faster than the timeout, for much longer than that.
      let deadline = Deadline(after: .seconds(4))
      while try poller.settled() == .asleep, !deadline.hasPassed { _ = try poller.interrupted() }
      let isOver = poller.hasFinished
      #expect(
        isOver,
        """
        every signal made the wait begin again with the whole timeout: make a Deadline once, and \
        wait for what is left of it
        """)
      #expect(try !poller.value(orElse: "poll goes on waiting"), "nothing was sent")
    }

    @Test("It keeps nobody from receiving, and waits for nobody who does", .holds(.threads))
    func beside() throws {
      let pair = try RawPair()
      defer { pair.close() }
      _ = try pair.connection.poll(timeout: .zero)
      let receiver = try Observed { try pair.connection.receive(Int.self) }
      let receiving = try receiver.settled()
      let poller = try Observed { try pair.connection.poll(timeout: .zero) }
      let activity = try poller.settled()
      try pair.socket.put(frame(WireEncoder().encode(5)))
      let number = try receiver.value(orElse: "receive waits although a message is there")
      _ = try poller.value(orElse: "poll waits although it has no time")
      #expect(receiving == .asleep && number == 5)
      #expect(activity == .finished, "another thread waits in receive: poll should only look")
    }

    @Test("Whether another thread is in the middle of receiving makes no difference")
    func whileAnotherReceives() throws {
      let pair = try RawPair()
      defer { pair.close() }
      // Held from the first byte of a frame to the last one.
      let (waiting, late) = try pair.connection.receiving.withLock { _ in
        let waiting = try Observed { try pair.connection.poll(timeout: .seconds(600)) }
        let activity = try waiting.settled()
        try pair.socket.put([1])
        let late = try Observed { try pair.connection.poll(timeout: .zero) }
        _ = try late.settled()
        #expect(
          activity == .asleep,
          "another thread receives, nothing is there, and there is much time: poll is \(activity)")
        return (waiting, late)
      }
      #expect(
        try waiting.value(orElse: "poll goes on waiting although something has come")
          && late.value(orElse: "poll waits although it has no time"),
        """
        something was there, and poll said no, because another thread was receiving. It is about what is \
        there: who gets it is decided by `receive`
        """)
    }

    @Test("An end that is closed here, or that can only send, throws")
    func misuse() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let sendsOnly = Connection(pair.socket, only: .sending)
      #expect(throws: ConnectionError.sendsOnly, "nothing can ever come to this end") {
        try sendsOnly.poll(timeout: .zero)
      }
      pair.connection.close()
      #expect(throws: ConnectionError.closedHere, "this end was closed by this process") {
        try pair.connection.poll(timeout: .zero)
      }
    }
  }
}

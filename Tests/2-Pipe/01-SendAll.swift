import Grading
import Groundwork
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.1")) struct `01-SendAll` {
    @Test("Every byte arrives, in order")
    func allBytes() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      let bytes = randomBytes(Int.random(in: 100...5000, using: &random), using: &random)
      let sender = try Observed { try pair.connection.sendAll(bytes) }
      let came = try pair.socket.received(while: sender, limit: bytes.count + 1000)
      try sender.value(orElse: "sendAll didn't return although everything was received")
      #expect(
        difference(came, from: bytes) == nil,
        "\(difference(came, from: bytes) ?? ""); \(random)")
    }

    @Test("However few bytes are taken at a time, all arrive")
    func pieces() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      let bytes = randomBytes(Int.random(in: 200...400, using: &random), using: &random)
      let steps = try StepControl()
      for _ in 0..<8 {
        let size = Int.random(in: 1...9, using: &random)
        steps.limit(.before(.write), toBytes: size, times: 2)
      }
      let sender = try Observed {
        steps.install()
        defer { steps.uninstall() }
        try pair.connection.sendAll(bytes)
      }
      let came = try pair.socket.received(while: sender, limit: bytes.count + 1000)
      try sender.value(orElse: "sendAll didn't return although everything was received")
      #expect(
        difference(came, from: bytes) == nil,
        """
        \(difference(came, from: bytes) ?? ""). A call may send only some of the bytes, and its \
        result says how many: the next call must begin just after those. \(random)
        """)
    }

    @Test("While there is no room, it waits, and signals lose nothing", .holds(.signals))
    func interrupted() throws {
      try catchInterruptions()
      var random = Seeded()
      let pair = try RawPair(smallBuffers: true)
      defer { pair.close() }
      let bytes = randomBytes(100_000, using: &random)
      let sender = try Observed {
        unblock(SIGUSR1)
        try pair.connection.sendAll(bytes)
      }
      let activity = try sender.settled()
      let limited = sender.limitedSleep
      let isBlocking = try pair.connection.descriptor.statusFlags() & O_NONBLOCK == 0
      let polls = try sender.polls()
      // The first signal ends a call that has sent something, the others calls that have not.
      var now = activity
      for _ in 0..<3 where now == .asleep { now = try sender.interrupted() }
      let came = try pair.socket.received(while: sender, limit: bytes.count + 1000)
      #expect(
        activity == .asleep,
        "nobody receives, and the buffers are full: sendAll should wait; it is \(activity)")
      #expect(
        !polls,
        """
        nobody receives, and the buffers are full. sendAll sleeps for a moment, tries again, sleeps \
        for a moment, and so on: it polls. A call of `sendSome` waits by itself until there is room
        """)
      #expect(
        limited == nil,
        "sendAll waits in \(limited ?? ""), for a time: however slowly somebody receives, wait for room"
      )
      #expect(
        isBlocking,
        """
        while sendAll waits, the socket is one that does not (O_NONBLOCK): whoever receives at this end \
        meanwhile gets EAGAIN instead of waiting
        """)
      #expect(
        throws: Never.self,
        "a signal interrupted the call (EINTR): nothing is wrong, it must be called again"
      ) { try sender.value(orElse: "sendAll didn't return although everything was received") }
      #expect(
        difference(came, from: bytes) == nil,
        """
        \(difference(came, from: bytes) ?? ""). A signal can end a call when it has sent only some \
        of the bytes. \(random)
        """)
    }

    @Test("The socket waits afterwards as it did before")
    func staysBlocking() throws {
      let pair = try RawPair(smallBuffers: true)
      defer { pair.close() }
      let bytes = [UInt8](repeating: 7, count: 100_000)
      let flags = try pair.connection.descriptor.statusFlags()
      let sender = try Observed { try pair.connection.sendAll(bytes) }
      _ = try pair.socket.received(while: sender, limit: bytes.count)
      try sender.value(orElse: "sendAll didn't return although everything was received")
      #expect(
        try pair.connection.descriptor.statusFlags() == flags,
        """
        the socket's flags have changed (O_NONBLOCK?). They belong to all copies of the descriptor, in \
        other processes, too: whoever receives there now gets EAGAIN instead of waiting
        """)
    }

    @Test("No bytes are sent at once")
    func nothing() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let sender = try Observed { try pair.connection.sendAll([]) }
      #expect(try sender.settled() == .finished, "there is nothing to send, and so nothing to do")
      let came = try pair.socket.received(while: sender, limit: 10)
      #expect(came == [], "no bytes were given, but some came")
    }

    @Test("No bytes need no room", .holds(.extremes))
    func nothingWithoutRoom() throws {
      let pair = try RawPair(smallBuffers: true)
      defer { pair.close() }
      let first = try Observed {
        try pair.connection.sendAll([UInt8](repeating: 7, count: 100_000))
      }
      let isFull = try first.settled() == .asleep
      let second = try Observed { try pair.connection.sendAll([]) }
      let activity = try second.settled()
      _ = try pair.socket.received(while: first, limit: 100_000)
      try first.value(orElse: "sendAll didn't return although everything was received")
      try second.value(orElse: "sendAll of no bytes didn't return")
      #expect(
        activity == .finished || !isFull,
        "the connection was full, and there was nothing to send: it should return at once")
    }

    @Test("If the other end is closed, it throws EPIPE, and no signal ends the process")
    func closed() throws {
      signal(SIGPIPE, SIG_DFL)
      let pair = try RawPair()
      defer { pair.close() }
      pair.socket.close()
      let sender = try Observed { try pair.connection.sendAll([1, 2, 3]) }
      let error = #expect(
        throws: SystemError.self, "nobody can receive the bytes, and the caller must learn that"
      ) { try sender.value(orElse: "sendAll goes on although the other end is closed") }
      #expect(error?.number == EPIPE, "\(String(describing: error))")
    }

    @Test("If the other end is closed meanwhile, it throws")
    func closedMeanwhile() throws {
      let pair = try RawPair(smallBuffers: true)
      defer { pair.close() }
      let bytes = [UInt8](repeating: 7, count: 100_000)
      let sender = try Observed { try pair.connection.sendAll(bytes) }
      let activity = try sender.settled()
      _ = try pair.socket.readBytes(100)
      pair.socket.close()
      let error = #expect(
        throws: SystemError.self, "most of the bytes were never received: that is an error"
      ) { try sender.value(orElse: "sendAll goes on although the other end is closed") }
      // ECONNRESET: the other end had not received all that was sent.
      #expect(
        error?.number == EPIPE || error?.number == ECONNRESET, "\(String(describing: error))")
      #expect(activity == .asleep, "the buffers were full: sendAll should wait")
    }
  }
}

import Grading
import Groundwork
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.3")) struct `03-Frames` {
    @Test("A frame is 8 bytes with the length, the lowest first, and then the bytes")
    func layout() throws {
      var random = Seeded()
      for size in [
        Int.random(in: 1...255, using: &random), Int.random(in: 256...5000, using: &random),
      ] {
        let pair = try RawPair()
        defer { pair.close() }
        let payload = randomBytes(size, using: &random)
        let sender = try Observed { try pair.connection.sendFrame(payload) }
        let came = try pair.socket.received(while: sender, limit: size + 1000)
        try sender.value(orElse: "sendFrame didn't return although everything was received")
        #expect(
          Array(came.prefix(8)) == Array(frame(payload).prefix(8)),
          "the header tells how many bytes come after it: \(size); \(random)")
        #expect(
          difference(came.dropFirst(8), from: payload) == nil,
          "\(difference(came.dropFirst(8), from: payload) ?? ""); \(random)")
      }
    }

    @Test("Frames keep their boundaries, and empty ones count")
    func boundaries() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      let sizes = [0, 1, 0, 0] + (0..<8).map { _ in Int.random(in: 0...300, using: &random) } + [0]
      let payloads = sizes.map { randomBytes($0, using: &random) }
      // All of them are in the socket before the first one is received.
      for payload in payloads { try pair.socket.put(frame(payload)) }
      let receiver = try Observed { try payloads.map { _ in try pair.connection.receivedFrame() } }
      let frames = try receiver.value(
        orElse: "receiveFrame waits although all frames are there; an empty one counts, too")
      #expect(frames.map(\.count) == sizes, "the lengths of the frames; \(random)")
      #expect(frames == payloads, "each frame should have its own bytes; \(random)")
      try pair.socket.put(frame([5]))
      #expect(
        try pair.connection.descriptor.readBytes(100) == frame([5]), "a byte too many was taken")
    }

    @Test("An empty frame is sent")
    func empty() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let sender = try Observed { try pair.connection.sendFrame([]) }
      let came = try pair.socket.received(while: sender, limit: 100)
      try sender.value(orElse: "sendFrame didn't return although everything was received")
      #expect(came == frame([]), "a frame of no bytes is a header: somebody waits for it")
    }

    @Test(
      "Frames of any size arrive whole",
      arguments: [65_535, 65_536, 65_537, 1 << 20, 16 << 20])
    func sizes(_ size: Int) throws {
      var random = Seeded()
      let (one, other) = try Connection.pair()
      defer {
        one.close()
        other.close()
      }
      let payload = randomBytes(size, using: &random)
      let sender = try Observed { try one.sendFrame(payload) }
      let receiver = try Observed {
        let frame = try other.receiveFrame()
        return withExtendedLifetime(frame) {
          payload.withUnsafeBytes { haveSameBytes(UnsafeRawBufferPointer(frame.bytes), $0) }
        }
      }
      let isSame = try receiver.value(orElse: "a frame of \(size) bytes didn't arrive")
      try #require(isSame, "the frame of \(size) bytes arrived changed or cut; \(random)")
      try sender.value(orElse: "sendFrame didn't return although everything was received")
    }

    @Test("A frame arrives even if its bytes come one by one")
    func oneByOne() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      let payload = randomBytes(Int.random(in: 5...20, using: &random), using: &random)
      let receiver = try Observed { try pair.connection.receivedFrame() }
      var activity = try receiver.settled()
      for byte in frame(payload) where activity == .asleep {
        let switches = receiver.switches
        try pair.socket.put([byte])
        activity = try receiver.settled(after: switches)
      }
      let came = try receiver.value(orElse: "receiveFrame waits although the whole frame was sent")
      #expect(activity == .finished, "the last byte was sent")
      #expect(came == payload, "the frame's bytes came one by one; \(random)")
    }

    @Test("Two connections can receive at the same time", .holds(.threads))
    func twoAtOnce() throws {
      var random = Seeded()
      let pairs = [try RawPair(), try RawPair()]
      defer { for pair in pairs { pair.close() } }
      // The second one is shorter: so nobody waits for bytes that never come.
      let sizes = random.different(2, in: 1...200).sorted(by: >)
      let payloads = sizes.map { randomBytes($0, using: &random) }
      let frames = payloads.map { frame($0) }
      // The first one is in the middle of its header while the second one gets its whole frame.
      let part = Int.random(in: 1..<FrameHeader.byteCount, using: &random)
      try pairs[0].socket.put(Array(frames[0][..<part]))
      let first = try Observed { try pairs[0].connection.receivedFrame() }
      let activity = try first.settled()
      try pairs[1].socket.put(frames[1])
      // Its whole frame is there: this does not wait.
      let second = try pairs[1].connection.receiveFrame()
      try pairs[0].socket.put(Array(frames[0][part...]))
      let problem = """
        one connection was in the middle of a header when another one received a frame: each call \
        needs memory of its own, for the header and for the bytes
        """
      #expect(activity == .asleep, "only \(part) bytes of the header had come")
      #expect(throws: Never.self, "\(problem); \(random)") {
        let came = try first.value(orElse: problem)
        #expect(came == payloads[0], "\(problem); \(random)")
      }
      let kept = withExtendedLifetime(second) { Array(second.bytes) }
      #expect(kept == payloads[1], "\(problem). What was received before must stay; \(random)")
    }

    @Test(
      "A length over the limit throws before memory is taken", .holds(.damage),
      arguments: [.max, 1 << 63, 1 << 62, (1 << 48) + 7] as [UInt64])
    func hostile(_ length: UInt64) throws {
      let pair = try RawPair()
      defer { pair.close() }
      let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) }
      try pair.socket.put(bytes)
      let receiver = try Observed {
        _ = try pair.connection.receiveFrame()
      }
      #expect(
        throws: ConnectionError.tooLong(length),
        """
        a header says that \(length) bytes follow. Whoever sent it may be broken or hostile: \
        compare with maximumByteCount before you make an Int of it and take memory
        """
      ) { try receiver.value(orElse: "receiveFrame waits for \(length) bytes") }
    }

    @Test("A frame over the limit isn't sent", .holds(.extremes))
    func tooLong() throws {
      let pair = try RawPair()
      defer { pair.close() }
      // Addresses without memory behind them, but for the first page.
      let size = Connection.maximumByteCount + FrameHeader.byteCount + 1
      let base = mmap(nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
      let memory = try #require(base != MAP_FAILED ? base : nil)
      defer { munmap(memory, size) }
      mprotect(memory, 4096, PROT_READ | PROT_WRITE)
      let address = UInt(bitPattern: memory)
      let sender = try Observed {
        try pair.connection.sendFrame(
          UnsafeMutableRawBufferPointer(
            start: UnsafeMutableRawPointer(bitPattern: address), count: size))
      }
      let came = try pair.socket.received(while: sender, limit: 5000)
      #expect(
        throws: ConnectionError.tooLong(UInt64(Connection.maximumByteCount) + 1),
        "no receiver would take this frame, so it should not be sent"
      ) { try sender.value(orElse: "sendFrame sends a frame that is over the limit") }
      #expect(came == [], "nothing should be sent of a frame that is over the limit")
    }

    @Test("A frame of just the limit is allowed, both ways", .holds(.extremes))
    func limit() throws {
      let count = Connection.maximumByteCount
      // Sending: nobody receives, so that the first call of the system fails.
      let pair = try RawPair()
      pair.socket.close()
      try withReservedMemory(FrameHeader.byteCount + count) { frame in
        let error = #expect(
          throws: SystemError.self,
          "a frame of \(count) bytes is not over the limit: it should be sent, and the other end is closed"
        ) { try pair.connection.sendFrame(frame) }
        #expect(error?.number == EPIPE, "the system's error should come out")
      }
      pair.close()
      // Receiving: a header alone, and then a child waits for the bytes.
      let other = try RawPair()
      defer { other.close() }
      try other.socket.put(withUnsafeBytes(of: UInt64(count).littleEndian) { Array($0) })
      let steps = try StepControl()
      steps.park(.before(.read, skipping: 1))
      let child = try TestChild(
        FrameReceiver(socket: other.connection.descriptor, steps: steps))
      let step = try steps.waitUntilParked()
      child.kill()
      #expect(
        step != nil,
        """
        a header told of \(count) bytes, which is not over the limit, and receiveFrame did not go on \
        to receive them
        """)
    }

    @Test("What sending throws comes out")
    func noReceiver() throws {
      let pair = try RawPair()
      defer { pair.close() }
      pair.socket.close()
      let error = #expect(throws: SystemError.self, "nobody can receive the frame") {
        try pair.connection.sendFrame([1, 2, 3])
      }
      #expect(error?.number == EPIPE, "the system's error should come out")
    }
  }
}

/// A child that receives a frame.
struct FrameReceiver: ProcessTarget {
  let socket: Descriptor
  let steps: StepControl

  func run() throws {
    steps.install()
    _ = try Connection(socket).receiveFrame()
  }
}

import Grading
import Groundwork
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.8")) struct `08-HandOver` {
    @Test("The child has the end")
    func childHasIt() throws {
      var random = Seeded()
      let bytes = randomBytes(.random(in: 1...2000, using: &random), using: &random)
      let (here, there) = try Connection.pair()
      defer { here.close() }
      let child = try TestChild(EndReverser(connection: there, count: bytes.count))
      there.close()
      try here.descriptor.put(bytes)
      let answer = try here.descriptor.takeAll()
      let end = try child.ended(orElse: "the child goes on although it has answered")
      #expect(
        answer == bytes.reversed(),
        "the child should read from its end, and write the same in reverse; \(random)")
      #expect(
        end == .exited(0),
        """
        the child could not use its end. A number means nothing in another process: encode the \
        descriptor itself, which travels with the message.
        """)
    }

    @Test("After the start the other end sees the end of the stream, once the child has ended")
    func endOfStream() throws {
      var random = Seeded()
      let bytes = randomBytes(.random(in: 1...2000, using: &random), using: &random)
      let (here, there) = try Connection.pair()
      // Not needed: `start` should have closed it.
      defer { there.close() }
      let child = ChildProcess(EndSpeaker(connection: there, bytes: bytes), name: "speaker")
      try child.start(handingOver: there)
      // Waits forever if a copy of the child's end is open here: somebody could still send.
      let heard = try here.descriptor.takeAll()
      try child.join()
      here.close()
      #expect(heard == bytes, "what the child said should be all; \(random)")
    }

    @Test("start closes this process's copies of the ends, and of no other")
    func closesCopies() throws {
      let pairs = try (0..<4).map { _ in try Connection.pair() }
      let child = ChildProcess(
        EndHolder(connections: pairs.map(\.1)), name: "holder of several ends")
      try child.start(handingOver: pairs[0].1, pairs[1].1, pairs[2].1)
      let closed = pairs.map { $0.1.descriptor.isClosed }
      let closedHere = pairs.map { $0.0.descriptor.isClosed }
      for pair in pairs { pair.1.close() }
      let answers = try pairs.map { try $0.0.descriptor.takeAll() }
      try child.join()
      for pair in pairs { pair.0.close() }
      #expect(
        closed == [true, true, true, false],
        "the first three of four ends were handed over: these copies, and only these, should close")
      #expect(closedHere == [false, false, false, false], "the other ends stay with this process")
      #expect(
        answers == [[0], [1], [2], [3]], "the child should have said its number at each end")
    }

    @Test("start closes one-way ends of both kinds, too, and before it returns")
    func closesOneWayEnds() throws {
      let pairs = try (0..<2).map { _ in try Descriptor.socketPair() }
      defer { for pair in pairs { pair.0.close() } }
      let ends = [
        Connection(pairs[0].1, only: .receiving), Connection(pairs[1].1, only: .sending),
      ]
      // Its directions are of no interest: it ends at once.
      let child = ChildProcess(EndHolder(connections: []), name: "holder of one-way ends")
      // Who leaves it to a thread can't do it now, and says nothing.
      try withoutMoreThreads { try child.start(handingOver: ends[0], ends[1]) }
      let closed = ends.map { $0.descriptor.isClosed }
      for end in ends { end.close() }
      try child.join()
      #expect(
        closed == [true, true],
        """
        an end that receives and one that sends were handed over. Whether this process's copies were closed \
        when start returned: \(closed). As long as the copy of a receiving end is open, this process doesn't \
        learn that the child has gone, and a send to it waits forever
        """)
    }

    @Test("An end that the target holds twice is one descriptor in the child", .holds(.others))
    func twice() throws {
      let (here, there) = try Connection.pair()
      defer { here.close() }
      let child = try TestChild(TwiceHolder(connections: [there, there]))
      there.close()
      let end = try child.ended(orElse: "the child doesn't end")
      #expect(
        end == .exited(0),
        """
        the target holds the same end twice, and the child closed one of them. The other one was still \
        open: so the child has a copy more, and the other side never sees the end of the stream
        """)
    }

    @Test("When the child can't be started, the ends stay open", .holds(.failure))
    func staysOpen() throws {
      let (here, there) = try Connection.pair()
      let child = ChildProcess(EndSpeaker(connection: there, bytes: []), name: "started twice")
      try child.start()
      #expect(throws: ProcessError.alreadyStarted("started twice"), "start threw; pass it on") {
        try child.start(handingOver: there)
      }
      let isClosed = there.descriptor.isClosed
      try child.join()
      here.close()
      there.close()
      #expect(!isClosed, "no child has the end: the caller may want to use it for another one")
    }

    @Test("Nothing else leaks into the child")
    func nothingElse() throws {
      let (reader, writer) = try Descriptor.pipe()
      let (here, there) = try Connection.pair()
      let others = try (0..<3).map { _ in try Connection.pair() }
      defer {
        for end in [here, there] + others.flatMap({ [$0.0, $0.1] }) { end.close() }
        reader.close()
      }
      let without = try TestChild(EndLister(connection: nil, report: writer))
      let few = try reader.readLine(orElse: "the child doesn't report")
      let with = try TestChild(EndLister(connection: there, report: writer))
      let more = try reader.readLine(orElse: "the child doesn't report")
      writer.close()
      try without.ended(orElse: "the child goes on")
      try with.ended(orElse: "the child goes on")
      let counts = [few, more].map { $0?.split(separator: " ").compactMap { Int($0) } ?? [] }
      try #require(counts.allSatisfy { $0.count == 2 })
      #expect(
        counts[1][0] == counts[0][0] + 1,
        """
        a child without a connection has \(counts[0][0]) descriptors, so one with an end of a \
        connection should have one more. This process has \(openNumbers().count), none of which \
        are the child's business.
        """)
      #expect(
        counts[1][1] == 1,
        "the end should be close-on-exec in the child, too: its own children don't inherit it")
    }

    @Test("The child sees the end of the stream when this process closes its end")
    func childSeesTheEnd() throws {
      var random = Seeded()
      let count = Int.random(in: 1...2000, using: &random)
      let (here, there) = try Connection.pair()
      let (reader, writer) = try Descriptor.pipe()
      defer { reader.close() }
      let child = try TestChild(EndCounter(connection: there, report: writer))
      there.close()
      writer.close()
      try here.descriptor.put(randomBytes(count, using: &random))
      here.close()
      try child.ended(
        orElse: "this process has closed its end, but the child still waits for more: who has it?")
      let seen = try reader.readLine(orElse: "the child has not reported")
      #expect(seen == "\(count)", "the child should have read everything up to the end; \(random)")
    }

    @Test("A one-way end is one in the child, too")
    func directions() throws {
      let (reader, writer) = try Descriptor.pipe()
      let pairs = try (0..<3).map { _ in try Descriptor.socketPair() }
      defer {
        for end in [reader] + pairs.flatMap({ [$0.0, $0.1] }) { end.close() }
      }
      let child = try TestChild(
        DirectionTeller(
          ends: [
            Connection(pairs[0].0, only: .sending), Connection(pairs[1].0, only: .receiving),
            Connection(pairs[2].0),
          ],
          report: writer))
      writer.close()
      try child.ended(orElse: "the child goes on")
      let told = try reader.readLine(orElse: "the child has not reported")
      #expect(
        told == "sending receiving both",
        "here the ends are for sending, receiving, and both: the direction is part of an end")
    }

    @Test("An end can't be saved, and a closed one can't be handed over")
    func unencodable() throws {
      let (here, there) = try Connection.pair()
      defer { here.close() }
      #expect(throws: EncodingError.self, "an end means nothing in a file") {
        _ = try WireEncoder().encode(there)
      }
      there.close()
      #expect(throws: EncodingError.self, "a closed end can't be handed over") {
        _ = try Connection.encoder(collecting: Attachments()).encode(there)
      }
    }

    @Test("An end that did not come with the message can't be taken", .holds(.damage))
    func undecodable() throws {
      let (here, there) = try Connection.pair()
      defer {
        here.close()
        there.close()
      }
      let bytes = try Connection.encoder(collecting: Attachments()).encode(there)
      var decoder = WireDecoder()
      if let key = Attachments.key { decoder.userInfo[key] = Attachments(received: []) }
      #expect(throws: DecodingError.self, "the bytes came alone: there is no end to take") {
        let end = try decoder.decode(Connection.self, from: bytes)
        end.close()
      }
    }
  }
}

// MARK: - Targets

/// Reads bytes from its end, and writes them in reverse.
struct EndReverser: ProcessTarget {
  let connection: Connection
  let count: Int

  func run() throws {
    try connection.descriptor.put(connection.descriptor.take(count).reversed())
  }
}

/// Writes bytes to its end.
struct EndSpeaker: ProcessTarget {
  let connection: Connection
  let bytes: [UInt8]

  func run() throws {
    try connection.descriptor.put(bytes)
  }
}

/// Writes its number to each end.
struct EndHolder: ProcessTarget {
  let connections: [Connection]

  func run() throws {
    for (number, connection) in connections.enumerated() {
      try connection.descriptor.put([UInt8(number)])
    }
  }
}

/// Closes the first of two ends, and ends with 0 if the second is closed by that.
struct TwiceHolder: ProcessTarget {
  let connections: [Connection]

  func run() {
    connections[0].descriptor.close()
    if !connections[1].descriptor.isClosed { exit(3) }
  }
}

/// Reports how many descriptors it has, and whether the end is close-on-exec.
struct EndLister: ProcessTarget {
  let connection: Connection?
  let report: Descriptor

  func run() throws {
    let flags = connection.map { fcntl($0.descriptor.number, F_GETFD) } ?? 0
    try report.writeLine("\(openNumbers().count) \(flags & FD_CLOEXEC)")
  }
}

/// Reads until the end of the stream, and reports how many bytes came.
struct EndCounter: ProcessTarget {
  let connection: Connection
  let report: Descriptor

  func run() throws {
    try report.writeLine("\(try connection.descriptor.takeAll().count)")
  }
}

/// Reports what its ends can be used for.
struct DirectionTeller: ProcessTarget {
  let ends: [Connection]
  let report: Descriptor

  func run() throws {
    let words = ends.map { $0.direction.map { "\($0)" } ?? "both" }
    try report.writeLine(words.joined(separator: " "))
  }
}

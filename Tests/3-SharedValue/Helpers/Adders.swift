import Grading
import Groundwork
import Testing

// Tests of 3.4, beside those in 04-LostUpdates.swift.

extension `3-SharedValue`.`04-LostUpdates` {
  @Test("A second write writes the same")
  func writesAgain() throws {
    var random = Seeded()
    let start = Int.random(in: 1...99, using: &random)
    let amount = Int.random(in: 100...199, using: &random)
    let total = SharedValue<Int>(memory: try SharedMemory(byteCount: 8))
    total.memory.store(start, at: 0)
    let (director, end) = try Connection.pair()
    let child = try TestChild(Adder(amount, to: total, director: end))
    end.close()
    _ = try ask(director, .read)
    let first = try ask(director, .write)
    let second = try ask(director, .write)
    let seen = total.memory.load(at: 0, as: Int.self)
    director.close()
    try child.mustEnd()
    #expect(
      first == start + amount && second == first && seen == first,
      """
      the adder has read \(start), and adds \(amount). Told to write twice, it wrote \(first) and \
      \(second), and the total is \(seen): what it remembers is what it has read, not what it has \
      written; \(random)
      """)
  }

  #if DEBUG
  @Test("An adder answers when its step is done, and not before")
  func answersLast() throws {
    let total = SharedValue<Int>(memory: try SharedMemory(byteCount: 8))
    for (order, kind) in [(AddingStep.read, StepKind.memoryLoad), (.write, .memoryStore)] {
      let (director, end) = try Connection.pair()
      try director.send(order)
      // It can still hear the answer, and the adder gets its end of the stream after the one order.
      shutdown(director.descriptor.number, CInt(SHUT_WR))
      let steps = try StepControl()
      let adder = try Observed {
        steps.install()
        defer { steps.uninstall() }
        try Adder(1, to: total, director: end).run()
      }
      try adder.value(orElse: "the director has hung up, and the adder goes on")
      [director, end].forEach { $0.close() }
      let kinds = steps.trace.map(\.kind).filter { [kind, .write].contains($0) }
      #expect(
        kinds.first == kind && kinds.contains(.write),
        """
        told to \(order), an adder should do it, and then answer. Of its steps, these are the two: \(kinds) \
        (all were \(steps.trace)). Who answers first lets the next step begin too early
        """)
    }
  }
  #endif

  @Test("Only that the director hangs up ends an adder well", .holds(.death))
  func badEnds() throws {
    let total = SharedValue<Int>(memory: try SharedMemory(byteCount: 8))
    // A director that is killed while it sends an order of 9 bytes.
    let (director, end) = try Connection.pair()
    let adder = try Observed { try Adder(1, to: total, director: end).run() }
    let header = withUnsafeBytes(of: UInt64(9).littleEndian) { Array($0) }
    _ = try (header + [1, 2, 3]).withUnsafeBytes { try director.descriptor.write($0) }
    director.close()
    #expect(
      throws: ConnectionError.truncated,
      "the director was gone in the middle of an order: only `.closed` means that it hung up"
    ) { try adder.value(orElse: "the adder goes on although the stream has ended") }
    end.close()
    // One that gives an order, and is gone before the answer.
    for step in [AddingStep.read, .write] {
      let (deaf, other) = try Connection.pair()
      defer { other.close() }
      shutdown(deaf.descriptor.number, CInt(SHUT_RD))
      try deaf.send(step)
      deaf.close()
      let answering = try Observed { try Adder(1, to: total, director: other).run() }
      #expect(
        throws: ConnectionError.noReceiver,
        "nobody could hear the answer to the order to \(step): what `send` throws should come out"
      ) { try answering.value(orElse: "the other end is closed, but the adder goes on") }
    }
  }
}

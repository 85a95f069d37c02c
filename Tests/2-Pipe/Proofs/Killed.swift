#if Solutions && DEBUG
import Grading
import Groundwork
import Synchronization
import Testing

// Whatever a process is doing with a connection when it is killed (the short form of the proofs
// takes some of its steps): the survivor gets whole messages, then `.closed` or `.truncated`, or
// `.noReceiver`. It never waits forever, and handles that were on their way are closed.

extension `2-Pipe` {
  @Suite(.exercise("2.5", deadline: .seconds(60))) struct Killed {
    @Test("A sender that is killed at any step leaves whole messages, and an end")
    func senderAtEachStep() throws {
      var ends: Set<ConnectionError> = []
      var counts: Set<Int> = []
      let steps = try Proofs.killingAtSteps { control, step in
        control.limit(.before(.write), toBytes: 3000, times: 1000)
        let (here, there) = try Connection.pair()
        let (mine, theirs) = try Connection.pair()
        let child = try TestChild(
          KilledSender(
            connection: there, handle: theirs, seed: 1,
            byteCounts: [20, 9000, 0, 100, 7000, 8000], count: 6, control: control))
        there.close()
        theirs.close()
        let (received, end) = try received(from: here, seed: 1)
        let ended = try child.ended(orElse: "step \(step): the child goes on")
        let isKilled = control.stepCount > step.index
        here.close()
        #expect(ended == (isKilled ? .signaled(SIGKILL) : .exited(0)), "step \(step)")
        #expect(isKilled || received == 6 && end == .closed, "step \(step): \(received), \(end)")
        // Every copy of the handle is closed: the received ones, and those on their way.
        let rest = try mine.descriptor.takeAll()
        #expect(rest == (0..<received).filter(KilledSender.hasHandle).map { UInt8($0) })
        mine.close()
        ends.insert(end)
        counts.insert(received)
      }
      #expect(steps > 10, "the messages should be sent in many steps, not \(steps)")
      if Proofs.extent != .short {
        #expect(ends == [.closed, .truncated], "it was killed between messages, and inside")
        #expect(counts == Set(0...6), "and after each number of messages")
      }
    }

    @Test("A receiver that is killed at any step lets the sender go on")
    func receiverAtEachStep() throws {
      var outcomes: Set<Int> = []
      let steps = try Proofs.killingAtSteps { control, step in
        control.limit(.before(.read), toBytes: 3000, times: 2)
        control.limit(.before(.read), toBytes: 150_000, times: 1000)
        let (here, there) = try Connection.pair()
        let (mine, theirs) = try Connection.pair()
        let child = try TestChild(
          KilledReceiver(connection: there, seed: 2, count: 5, control: control))
        there.close()
        // The last one is larger than what the connection holds.
        let sent = try Observed {
          for number in 0..<5 {
            let parcel = NumberedParcel(
              seed: 2, number: number, byteCount: number == 4 ? 1_000_000 : nil,
              handle: KilledSender.hasHandle(number) ? theirs : nil)
            do { try here.send(parcel) } catch ConnectionError.noReceiver { return number }
          }
          return 5
        }.value(orElse: "step \(step): the receiver was killed, but the sender waits")
        let ended = try child.ended(orElse: "step \(step): the child goes on")
        theirs.close()
        let isKilled = control.stepCount > step.index
        #expect(ended == (isKilled ? .signaled(SIGKILL) : .exited(0)), "step \(step)")
        #expect(isKilled || sent == 5, "step \(step): nobody was killed, but \(sent) were sent")
        let error = #expect(throws: ConnectionError.self) { _ = try here.receive(Int.self) }
        #expect(error == .closed, "for the sender, too, the stream has ended")
        here.close()
        // What was on its way to the receiver is closed: this returns.
        _ = try mine.descriptor.takeAll()
        mine.close()
        outcomes.insert(sent)
      }
      #expect(steps > 15, "the messages should be received in many steps, not \(steps)")
      if Proofs.extent != .short {
        #expect(outcomes.contains(4) && outcomes.contains(5), "\(outcomes)")
      }
    }

    @Test("Senders are killed at a random moment")
    func randomSenders() throws {
      var random = Seeded()
      let note = "\(random)"
      var ends: [ConnectionError: Int] = [:]
      try Round.run(Proofs.kills / 2, &random) { connection, handle, seed, _ in
        KilledSender(connection: connection, handle: handle, seed: seed, count: .max)
      } body: { round in
        let (early, failure) = try received(
          from: round.connection, seed: round.seed, atMost: round.goal)
        try #require(failure == nil, "\(round): a living sender's stream ended; \(note)")
        round.child.kill()
        let (late, end) = try received(from: round.connection, seed: round.seed, after: early)
        let answers = try round.answers()
        #expect(
          answers.count == (0..<early + late).count(where: KilledSender.hasHandle),
          "\(round): a handle of a message that was received is missing; \(note)")
        ends[end, default: 0] += 1
      }
      #expect(Set(ends.keys).isSubset(of: [.closed, .truncated]), "\(ends); \(note)")
      // A few kills may all come between messages.
      #expect(Proofs.extent == .short || ends[.truncated] != nil, "\(ends); \(note)")
    }

    @Test("Receivers are killed at a random moment")
    func randomReceivers() throws {
      var random = Seeded()
      let note = "\(random)"
      try Round.run(Proofs.kills / 2, &random) { connection, _, seed, progress in
        KilledReceiver(connection: connection, seed: seed, count: .max, progress: progress)
      } body: { round in
        var number = 0
        let error = #expect(throws: ConnectionError.self) {
          while true {
            if round.progress.load(at: 0, as: Int.self) >= round.goal { round.child.kill() }
            try round.connection.send(
              NumberedParcel(
                seed: round.seed, number: number,
                handle: KilledSender.hasHandle(number) ? round.handle : nil))
            number += 1
          }
        }
        let end = round.child.kill()
        let reply = #expect(throws: ConnectionError.self) {
          _ = try round.connection.receive(Int.self)
        }
        _ = try round.answers()
        #expect(
          end == .signaled(SIGKILL),
          "\(round): the receiver got something else than what was sent; \(note)")
        #expect(error == .noReceiver && reply == .closed, "\(round); \(note)")
      }
    }
  }
}

/// A child with one end of a connection, and this process with the other one.
private struct Round: CustomStringConvertible {
  let number: Int
  let seed: Int
  /// After how many messages the child is killed.
  let goal: Int
  let connection: Connection
  /// What the messages carry, and its other end.
  let handle: Connection
  let otherEnd: Connection
  let progress: SharedMemory
  let child: TestChild

  var description: String { "round \(number)" }

  private init<Target: ProcessTarget>(
    number: Int, _ random: inout Seeded,
    _ target: (Connection, Connection, Int, SharedMemory) -> Target
  ) throws {
    self.number = number
    seed = .random(in: 0...1_000_000, using: &random)
    goal = .random(in: 0...8, using: &random)
    let (here, there) = try Connection.pair()
    connection = here
    (otherEnd, handle) = try Connection.pair()
    progress = try SharedMemory(byteCount: 8)
    child = try TestChild(target(there, handle, seed, progress))
    there.close()
  }

  /// Runs so many rounds; while one is played, the child of the next one comes up.
  static func run<Target: ProcessTarget>(
    _ count: Int, _ random: inout Seeded,
    target: (Connection, Connection, Int, SharedMemory) -> Target,
    body: (Round) throws -> Void
  ) throws {
    var next: Round?
    for number in 0...count {
      let round = next
      next = number < count ? try Round(number: number, &random, target) : nil
      if let round { try body(round) }
    }
  }

  /// Closes everything, and returns what was sent through the handles, in every process that got
  /// them: a copy that is left anywhere would make it wait forever.
  func answers() throws -> [UInt8] {
    handle.close()
    connection.close()
    defer { otherEnd.close() }
    return try otherEnd.descriptor.takeAll()
  }
}

/// Receives parcels, checks them, and answers each handle with a byte, the number of the parcel.
///
/// - Returns: How many came, and what was thrown then; nil if nothing was.
private func received(
  from connection: Connection, seed: Int, after first: Int = 0, atMost limit: Int
) throws -> (count: Int, end: ConnectionError?) {
  for number in first..<first + limit {
    let parcel: NumberedParcel
    do {
      parcel = try connection.receive(NumberedParcel.self)
    } catch let error as ConnectionError {
      return (number - first, error)
    }
    try #require(parcel.number == number, "a message is missing, or came twice")
    try #require(parcel.isWhole(seed: seed), "message \(number) is damaged")
    try #require((parcel.handle != nil) == KilledSender.hasHandle(number))
    try parcel.handle?.descriptor.put([UInt8(truncatingIfNeeded: number)])
    parcel.handle?.close()
  }
  return (limit, nil)
}

/// Receives parcels until the end.
private func received(
  from connection: Connection, seed: Int, after first: Int = 0
) throws -> (count: Int, end: ConnectionError) {
  let (count, end) = try received(from: connection, seed: seed, after: first, atMost: 1_000_000)
  return (count, try #require(end))
}

/// A message of some size that follows from its number.
struct NumberedParcel: Codable {
  let number: Int
  let bytes: [UInt8]
  let handle: Connection?

  init(seed: Int, number: Int, byteCount: Int? = nil, handle: Connection?) {
    self.number = number
    self.bytes = Self.bytes(seed, number, byteCount)
    self.handle = handle
  }

  func isWhole(seed: Int) -> Bool { bytes == Self.bytes(seed, number, bytes.count) }

  private static func bytes(_ seed: Int, _ number: Int, _ byteCount: Int?) -> [UInt8] {
    let mixed = (UInt64(seed &* 31 &+ number &+ 1) &* 0x9e37_79b9_7f4a_7c15) >> 20
    let size = [100, 10_000, 10_000, 300_000][Int(mixed % 4)]
    return [UInt8](
      repeating: UInt8(truncatingIfNeeded: mixed >> 8),
      count: byteCount ?? Int(mixed >> 16) % size)
  }
}

/// Sends parcels, every second one with a handle.
struct KilledSender: ProcessTarget {
  let connection: Connection
  let handle: Connection
  let seed: Int
  /// The sizes of the first ones; those of the others follow from their numbers.
  var byteCounts: [Int] = []
  let count: Int
  var control: StepControl?

  static func hasHandle(_ number: Int) -> Bool { number % 2 == 1 }

  func run() throws {
    control?.install()
    for number in 0..<count {
      try connection.send(
        NumberedParcel(
          seed: seed, number: number,
          byteCount: byteCounts.indices.contains(number) ? byteCounts[number] : nil,
          handle: Self.hasHandle(number) ? handle : nil))
    }
  }
}

/// Receives parcels, and ends with code 2 if one is damaged.
struct KilledReceiver: ProcessTarget {
  let connection: Connection
  let seed: Int
  let count: Int
  var progress: SharedMemory?
  var control: StepControl?

  func run() throws {
    control?.install()
    for number in 0..<count {
      let parcel = try connection.receive(NumberedParcel.self)
      guard parcel.number == number, parcel.isWhole(seed: seed),
        (parcel.handle != nil) == KilledSender.hasHandle(number)
      else { exit(2) }
      progress?.store(number + 1, at: 0)
    }
  }
}
#endif

#if Solutions
import Grading
import Groundwork
import Testing

// Producers and consumers are killed at random moments, again and again, and others take their places.
//
// An item that was put is got once, and those of a producer are got in order, except:
// - the one that a producer was just putting when it was killed: it is there, or is not;
// - the one that a consumer had just taken when it was killed: nobody else gets it.
// So at most one item is missing for each kill, and it is one of those.

extension `6-Queue`.Killed {
  @Test(
    "Kills at random moments stop nobody, and lose only what the killed had in hand",
    arguments: [1, 3, 64])
  func atRandom(capacity: Int) throws {
    let random = Seeded()
    let farm = try Farm(capacity: capacity)
    let report = try SharedMemory(byteCount: 16)
    let killer = FarmKiller(
      farm: farm, kills: Proofs.kills, seed: random.seed, report: report)
    let child = try TestChild(killer)
    let end = try child.ended(
      within: .seconds(60), orElse: "the one who kills is stuck; \(random)")
    let kills = report.load(at: 0, as: Int.self)
    try #require(
      end == .exited(0) && kills == Proofs.kills,
      "After \(kills) kills, seat \(report.load(at: 8, as: Int.self)) did not go on; \(random)")
    let left = try Observed {
      var left: [FarmItem] = []
      while !farm.queue.isEmpty { left.append(try farm.queue.get()) }
      return left
    }.value(orElse: "all have been killed, and the rest can't be got; \(random)")
    farm.check(left, note: "\(random)")
  }
}

/// An item that tells whether it is whole.
struct FarmItem: Codable, Sendable {
  let producer: Int
  let number: Int
  let bytes: [UInt8]

  init(producer: Int, number: Int) {
    self.producer = producer
    self.number = number
    bytes = Self.bytes(producer, number)
  }

  var isWhole: Bool { bytes == Self.bytes(producer, number) }

  private static func bytes(_ producer: Int, _ number: Int) -> [UInt8] {
    let mixed = UInt64(2 * number + producer + 1) &* 0x9e37_79b9_7f4a_7c15 >> 32
    return Array(repeating: UInt8(truncatingIfNeeded: mixed), count: Int((mixed >> 8) % 300))
  }
}

/// Two producers, two consumers and a queue, and what they have done.
struct Farm: Sendable, Codable {
  /// Seats 0 and 1 are producers, the others are consumers.
  static let producers = 2
  static let seats = 4
  /// More items than a producer ever puts.
  static let limit = Proofs.count(short: 1 << 16, full: 1 << 18)

  enum Word: Int {
    /// How many items a producer began to put, and how many it has put for certain.
    case begun, put
    /// How many items a consumer has got and written down.
    case got
    /// How often somebody on the seat was killed.
    case kills
    /// 1 if a consumer got an item that is damaged, 2 if it got one out of order.
    case fault
    /// After so many items a producer takes its time.
    case goal = 7
  }

  let queue: SharedQueue<FarmItem>
  /// For each seat, the words, and the last number of each producer that a consumer got, plus one.
  let board: SharedMemory
  /// For each item of each producer a byte: how often it was got.
  let receipts: SharedMemory
  /// For each item of each producer a byte: 1 if it was in hand when its producer was killed.
  let doubts: SharedMemory

  init(capacity: Int) throws {
    queue = try SharedQueue(
      capacity: capacity, byteCapacity: max(capacity * 100, 700), slice: .milliseconds(5))
    board = try SharedMemory(byteCount: (Self.seats + 1) * 64)
    receipts = try SharedMemory(byteCount: Self.producers * Self.limit)
    doubts = try SharedMemory(byteCount: Self.producers * Self.limit)
  }

  func get(_ word: Word, of seat: Int) -> Int {
    board.load(at: 64 * seat + 8 * word.rawValue, as: Int.self)
  }
  func set(_ word: Word, of seat: Int, _ value: Int) {
    board.store(value, at: 64 * seat + 8 * word.rawValue)
  }
  private func place(of seat: Int, _ producer: Int) -> Int { 64 * seat + 40 + 8 * producer }
  private func place(_ producer: Int, _ number: Int) -> Int { producer * Self.limit + number }

  /// Nobody rings it.
  private var bell: SharedWord { SharedWord(in: board, at: 64 * Self.seats) }

  /// Lets the producers put some more items without delay.
  func go() {
    for seat in 0..<Self.producers { set(.goal, of: seat, get(.begun, of: seat) + 100) }
  }

  /// How far somebody on the seat has come.
  func progress(of seat: Int) -> Int { get(seat < Self.producers ? .put : .got, of: seat) }

  /// What they do on a seat, for ever.
  @available(*, noasync)
  func work(on seat: Int) throws -> Never {
    while true { try seat < Self.producers ? produce(on: seat) : consume(on: seat) }
  }

  @available(*, noasync)
  private func produce(on seat: Int) throws {
    let number = get(.begun, of: seat)
    precondition(number < Self.limit, "There were more items between two kills than expected.")
    if number >= get(.goal, of: seat) {
      // sleeps: the kill is overdue, and the processor is for the one that kills
      _ = bell.wait(while: 0, until: Deadline(after: .milliseconds(1)))
    }
    let item = FarmItem(producer: seat, number: number)
    set(.begun, of: seat, number + 1)
    try queue.put(item)
    set(.put, of: seat, number + 1)
  }

  @available(*, noasync)
  private func consume(on seat: Int) throws {
    let item = try queue.get()
    guard item.isWhole, (0..<Self.producers).contains(item.producer) else {
      return set(.fault, of: seat, 1)
    }
    // Also across those who were on this seat before: nobody gets an item after a later one.
    if item.number < board.load(at: place(of: seat, item.producer), as: Int.self) {
      set(.fault, of: seat, 2)
    }
    board.store(item.number + 1, at: place(of: seat, item.producer))
    // Written down by one store: killed before it, the consumer had the item in hand.
    let place = place(item.producer, item.number)
    receipts.store(receipts.load(at: place, as: UInt8.self) + 1, at: place)
    set(.got, of: seat, get(.got, of: seat) + 1)
  }

  /// Notes that somebody on a seat was killed, and has been reaped.
  func bury(_ seat: Int) {
    set(.kills, of: seat, get(.kills, of: seat) + 1)
    let begun = get(.begun, of: seat)
    if seat < Self.producers, get(.put, of: seat) < begun {
      doubts.store(UInt8(1), at: place(seat, begun - 1))
    }
  }

  /// Looks whether what was got, and what is left, is what was put.
  func check(_ left: [FarmItem], note: String) {
    let faults = (0..<Self.seats).map { get(.fault, of: $0) }
    #expect(!faults.contains(1), "an item was damaged; \(note)")
    #expect(!faults.contains(2), "a producer's items came out of order; \(note)")
    var (gotCount, missing) = (0, 0)
    for producer in 0..<Self.producers {
      let rest = left.filter { $0.producer == producer && $0.isWhole }.map(\.number)
      #expect(rest == rest.sorted() && Set(rest).count == rest.count, "what is left; \(note)")
      let begun = get(.begun, of: producer)
      var counts = (0..<Self.limit).map {
        Int(receipts.load(at: place(producer, $0), as: UInt8.self))
      }
      gotCount += counts.reduce(0, +)
      for number in rest { counts[number] += 1 }
      #expect(counts.allSatisfy { $0 <= 1 }, "an item was got twice; \(note)")
      #expect(counts[begun...].allSatisfy { $0 == 0 }, "nobody has put that item; \(note)")
      missing += (0..<begun).count {
        counts[$0] == 0 && doubts.load(at: place(producer, $0), as: UInt8.self) == 0
      }
    }
    let lost = Int(queue.numbers.put) - gotCount - left.count
    let consumerKills = (Self.producers..<Self.seats).map { get(.kills, of: $0) }.reduce(0, +)
    #expect(
      (0...consumerKills).contains(lost),
      """
      \(queue.numbers), \(gotCount) got and written down, \(left.count) left: \(lost) are lost, and \
      \(consumerKills) consumers were killed, each with one item in hand at the most; \(note)
      """)
    #expect(
      missing <= lost, "\(missing) items are missing for whose put no one was killed; \(note)")
    #expect(gotCount > 0, "nobody got anything; \(note)")
  }

  /// Ends all sleeps, as the end of their slices does, only sooner.
  func nudge() {
    queue.lock.word.lowerHalf.wake()
    queue.items.word.wake()
    queue.room.word.wake()
  }
}

/// A process with one thread, which makes copies of itself and kills them.
struct FarmKiller: ProcessTarget {
  let farm: Farm
  let kills: Int
  let seed: UInt64
  let report: SharedMemory

  func run() throws {
    var random = Seeded(seed: seed)
    var copies = try (0..<Farm.seats).map(copy)
    for kill in 0..<kills {
      farm.go()
      let victim = Int.random(in: 0..<Farm.seats, using: &random)
      let rounds = Int.random(in: 0...3, using: &random)
      guard waitFor(rounds, of: victim) else { fail(victim) }
      for _ in 0..<Int.random(in: 0..<3_000, using: &random) {
        _ = report.load(at: 0, as: Int.self)
      }
      end(copies[victim], on: victim)
      copies[victim] = try copy(victim)
      for seat in 0..<Farm.seats {
        guard waitFor(1, of: seat) else { fail(seat) }
      }
      report.store(kill + 1, at: 0)
    }
    for (seat, copy) in copies.enumerated() { end(copy, on: seat) }
  }

  private func copy(_ seat: Int) throws -> pid_t {
    let parent = CurrentProcess.pid
    let pid = try forkProcess()
    guard pid == 0 else { return pid }
    endWithParent(parent)
    try? farm.work(on: seat)
    _exit(1)
  }

  /// Whether somebody on the seat gets through so often, within seconds.
  private func waitFor(_ rounds: Int, of seat: Int) -> Bool {
    let start = farm.progress(of: seat)
    let deadline = Deadline(after: .seconds(10))
    var looks = 0
    while farm.progress(of: seat) - start < rounds {
      looks += 1
      if looks.isMultiple(of: 64) { farm.nudge() }
      if deadline.hasPassed { return false }
      sched_yield()
    }
    return true
  }

  private func end(_ pid: pid_t, on seat: Int) {
    kill(pid, SIGKILL)
    reap(pid)
    farm.bury(seat)
  }

  private func fail(_ seat: Int) -> Never {
    report.store(seat, at: 8)
    _exit(20)
  }
}
#endif

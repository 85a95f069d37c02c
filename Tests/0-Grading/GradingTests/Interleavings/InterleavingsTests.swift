#if Solutions && DEBUG
import Groundwork
import Synchronization
import Testing

@testable import Grading

@Suite("Every interleaving") struct InterleavingsTests {
  @Test("Two threads of n steps have as many schedules as n of 2n can be chosen")
  func countOfTwo() throws {
    for (steps, count) in [(0, 1), (1, 2), (2, 6), (3, 20), (4, 70), (6, 924)] {
      let found = try explore(threads: 2, steps: steps)
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
      #expect(found.scheduleCount == count, "of \(steps) steps each")
    }
  }

  @Test("Three threads have as many as the multinomial says")
  func countOfThree() throws {
    for (steps, count) in [(1, 6), (2, 90), (3, 1680)] {
      let found = try explore(threads: 3, steps: steps)
      #expect(found.isExhaustive, "\(found)")
      #expect(found.scheduleCount == count, "of \(steps) steps each")
    }
  }

  @Test("A limit of preemptions leaves out the other schedules, and no more")
  func countOfPreemptions() throws {
    // With one, a thread can be interrupted after each of its steps but the last.
    for (preemptions, count) in [(0, 2), (1, 10), (9, 252)] {
      let found = try explore(threads: 2, steps: 5) { $0.preemptions = preemptions }
      #expect(found.isExhaustive, "\(found)")
      #expect(found.scheduleCount == count, "with at most \(preemptions)")
    }
  }

  @Test("Steps that can't notice each other need one schedule, if they are merged")
  func merged() throws {
    let found = try explore(threads: 3, steps: 4) { $0.mergesEquivalent = true }
    #expect(found.isExhaustive, "\(found)")
    #expect(found.scheduleCount - found.mergedCount == 1, "\(found)")
  }

  @Test("Merging loses no outcome of random programs")
  func mergedRandomly() throws {
    var random = Seeded()
    for _ in 0..<6 {
      let programs = (0..<3).map { _ in (0..<3).map { _ in Instruction.random(using: &random) } }
      let all = try outcomes(of: programs) { _ in }
      let merged = try outcomes(of: programs) { $0.mergesEquivalent = true }
      #expect(all == merged, "\(programs); \(random)")
    }
  }

  @Test("The search ends at the limit of schedules, and says so")
  func limited() throws {
    let found = try explore(threads: 2, steps: 6) { $0.scheduleLimit = 100 }
    #expect(found.scheduleCount == 100)
    #expect(!found.isExhaustive)
    #expect("\(found)" == "100 schedules of 2 threads, 1200 steps: not all.")
  }

  @Test("Each thread has an identity of its own, and is directed alone")
  func identities() throws {
    let seen = Mutex<Set<ThreadIdentity>>([])
    let memory = try SharedMemory(byteCount: 8)
    let found = try Interleavings().explore(
      memory.store(0, at: 0),
      threads: [Int](repeating: 0, count: 2).map { _ in
        { @Sendable _ in
          memory.store(1, at: 0)
          seen.withLock { _ = $0.insert(ThreadIdentity.current) }
        }
      }
    ) { _ in
      memory.store(0, at: 0)
    }
    #expect(found.scheduleCount == 2, "\(found)")
    #expect(seen.withLock { $0.count } == 2)
  }

  // MARK: - What it finds

  @Test("A check that is not one step with the setting is found, with its schedule")
  func checkThenSet() throws {
    let found = try Interleavings().explore(try Room(), threads: [enter, enter]) {
      try $0.check()
    }
    let failure = try #require(found.failure)
    #expect(failure.reason == .violated("2 came in, and 2 were counted"))
    #expect(failure.preemptions == 1)
    #expect(
      failure.schedule == """
          A: load@0
          B: load@0, store@0, load@8, store@8
          A: store@0, load@8, store@8
        """)

    @Sendable func enter(_ room: Room) {
      guard room.door.load() == 0 else { return }
      room.door.store(1)
      room.comeIn()
    }
  }

  @Test("Test and set in one step lets one in, in every schedule")
  func testAndSet() throws {
    let found = try Interleavings().explore(try Room(), threads: [enter, enter, enter]) { room in
      try room.check()
      if room.visitors.load() != 1 { throw TestFailure("nobody came in") }
    }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")

    @Sendable func enter(_ room: Room) {
      if room.door.compareExchange(expected: 0, desired: 1).exchanged { room.comeIn() }
    }
  }

  @Test("Two locks taken in opposite orders are a deadlock")
  func twoLocks() throws {
    let found = try Interleavings().explore(
      try [ToyLock(), ToyLock()],
      threads: [
        { locks in locks[0].lock { locks[1].lock {} } },
        { locks in locks[1].lock { locks[0].lock {} } },
      ])
    let failure = try #require(found.failure)
    #expect(failure.reason == .deadlock)
    #expect(failure.preemptions == 1)
    #expect(failure.schedule.contains("→ A sleeps in wait@2:0 while 2, which is 2"), "\(failure)")
    #expect(failure.schedule.contains("→ B sleeps in wait@1:0 while 2, which is 2"), "\(failure)")
  }

  @Test("In the same order, they are not")
  func sameOrder() throws {
    var limits = Interleavings()
    limits.mergesEquivalent = true
    let found = try limits.explore(
      try [ToyLock(), ToyLock()],
      threads: [
        { locks in locks[0].lock { locks[1].lock {} } },
        { locks in locks[0].lock { locks[1].lock {} } },
      ])
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }

  @Test("A wait for a word that nobody changes loses a wake-up")
  func lostWakeUp() throws {
    for deadline in [nil, Duration.milliseconds(50)] {
      let found = try Interleavings().explore(
        try Room(),
        threads: [
          { room in
            // The bell is no word that changes, so it can ring between the look and the sleep.
            while room.door.load() == 0 {
              _ = room.bell.wait(while: 0, until: Deadline(after: deadline))
            }
          },
          { room in
            room.door.store(1)
            room.bell.wake()
          },
        ])
      let failure = try #require(found.failure)
      #expect(failure.reason == (deadline == nil ? .deadlock : .savedByTimeout))
      #expect(failure.preemptions == 1)
    }
  }

  @Test("A thread's error is a failure")
  func error() throws {
    let found = try Interleavings().explore(
      (),
      threads: [
        { _ in }, { _ in throw TestFailure("went wrong") },
      ])
    #expect(found.failure?.reason == .violated("B threw: went wrong"))
  }

  // MARK: - Helpers

  /// Threads that store to words of their own.
  private func explore(
    threads: Int, steps: Int, _ adjust: (inout Interleavings) -> Void = { _ in }
  ) throws -> Exploration {
    var limits = Interleavings()
    adjust(&limits)
    return try limits.explore(
      try SharedMemory(byteCount: 64),
      threads: (0..<threads).map { number in
        { memory in
          for step in 0..<steps { SharedWord(in: memory, at: number * 8).store(UInt32(step)) }
        }
      })
  }

  /// What two words and a register of each thread can come to.
  private func outcomes(
    of programs: [[Instruction]], _ adjust: (inout Interleavings) -> Void
  ) throws -> Set<[UInt32]> {
    var limits = Interleavings()
    adjust(&limits)
    var outcomes: Set<[UInt32]> = []
    let found = try limits.explore(
      try SharedMemory(byteCount: 64),
      threads: programs.enumerated().map { number, program in
        { memory in
          var register = UInt32(number)
          for instruction in program { instruction.execute(on: memory, &register) }
          // No step: nobody else looks there.
          memory.withUnsafeMutableBytes {
            $0.storeBytes(of: register, toByteOffset: 32 + number * 4, as: UInt32.self)
          }
        }
      }
    ) { memory in
      memory.withUnsafeMutableBytes { bytes in
        _ = outcomes.insert(
          [0, 8, 32, 36, 40].map { bytes.load(fromByteOffset: $0, as: UInt32.self) })
      }
    }
    #expect(found.isExhaustive, "\(found)")
    return outcomes
  }
}

/// A door that one may go through, and how many did.
struct Room: Sendable {
  let memory: SharedMemory
  let entered = Counted()

  init() throws { memory = try SharedMemory(byteCount: 32) }

  var door: SharedWord { SharedWord(in: memory, at: 0) }
  var visitors: SharedWord { SharedWord(in: memory, at: 8) }
  var bell: SharedWord { SharedWord(in: memory, at: 16) }

  /// In two steps: whoever comes between is lost.
  func comeIn() {
    entered.count.withLock { $0 += 1 }
    visitors.store(visitors.load() + 1)
  }

  func check() throws {
    let entered = entered.count.withLock { $0 }
    if entered > 1 {
      throw TestFailure("\(entered) came in, and \(visitors.load()) were counted")
    }
  }
}

final class Counted: Sendable {
  let count = Mutex(0)
}

/// A lock that sleeps: 0 is free, 1 is taken, 2 is taken and somebody may sleep.
struct ToyLock: Sendable {
  let word: SharedWord
  /// Whether it forgets, once it has it, that others may sleep.
  var forgets = false

  init(forgets: Bool = false) throws {
    word = SharedWord(in: try SharedMemory(byteCount: 8), at: 0)
    self.forgets = forgets
  }

  func lock(_ body: () -> Void) {
    if !word.compareExchange(expected: 0, desired: 1).exchanged {
      if forgets {
        while !word.compareExchange(expected: 0, desired: 1).exchanged {
          if word.exchange(2) == 0 { word.store(1); break }
          _ = word.wait(while: 2)
        }
      } else {
        while word.exchange(2) != 0 { _ = word.wait(while: 2) }
      }
    }
    body()
    if word.exchange(0) == 2 { word.wake(1) }
  }
}

/// One step of a random program on two words.
enum Instruction {
  case load(Int), store(Int), exchange(Int), compareExchange(Int, UInt32)

  static func random(using random: inout Seeded) -> Instruction {
    let place = Bool.random(using: &random) ? 0 : 8
    return switch Int.random(in: 0..<4, using: &random) {
    case 0: .load(place)
    case 1: .store(place)
    case 2: .exchange(place)
    default: .compareExchange(place, UInt32.random(in: 0..<3, using: &random))
    }
  }

  func execute(on memory: SharedMemory, _ register: inout UInt32) {
    switch self {
    case .load(let place): register += SharedWord(in: memory, at: place).load() * 3
    case .store(let place): SharedWord(in: memory, at: place).store(register + 1)
    case .exchange(let place): register = SharedWord(in: memory, at: place).exchange(register + 2)
    case .compareExchange(let place, let expected):
      register =
        SharedWord(in: memory, at: place)
        .compareExchange(expected: expected, desired: register + 4).original
    }
  }
}
#endif

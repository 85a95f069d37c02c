#if Solutions
import Grading
import Groundwork
import Testing

// Three processes go through the same operation again and again. One of them is killed at a random
// moment, many times, also in the middle of a sleep or of the kernel's work. Another one takes its
// place, and then all must go on.
//
// What is not proved: chance finds no interleaving for sure. Proofs/Killed.swift goes through the steps.

extension `5-Event` {
  @Suite struct KilledAtRandom {
    @Test("Random kills", arguments: Ring.Kind.allCases)
    func killed(kind: Ring.Kind) throws {
      let random = Seeded()
      let report = try SharedMemory(byteCount: 16)
      let killer = Killer(
        ring: try Ring(kind), kills: Proofs.kills, seed: random.seed, report: report)
      let child = try TestChild(killer)
      let end = try child.ended(
        within: .seconds(60), orElse: "the one who kills is stuck; \(random)")
      let kills = report.load(at: 0, as: Int.self)
      #expect(
        end == .exited(0) && kills == Proofs.kills,
        """
        After \(kills) kills, process \(report.load(at: 8, as: Int.self)) of the three did not go \
        on: \(end). \(random)
        """)
    }
  }
}

/// Three processes that depend on each other.
struct Ring: Sendable, Codable {
  enum Kind: String, CaseIterable, Codable, Sendable {
    case event, condition, barrier
  }

  static let size = 3

  let kind: Kind
  /// Each process waits for its own, clears it, and sets that of the next.
  let events: [SharedEvent]
  let condition: SharedCondition
  /// Whose turn it is at the condition.
  let turn: SharedWord
  let barrier: SharedBarrier
  /// How often each process got through.
  let progress: [SharedWord]

  init(_ kind: Kind) throws {
    self.kind = kind
    let memory = try SharedMemory(byteCount: 128)
    events = (0..<Self.size).map { SharedEvent(in: memory, at: 96 + 4 * $0) }
    let lock = SharedLock(in: memory, at: 8, slice: .milliseconds(5))
    condition = SharedCondition(lock: lock, in: memory, at: 16)
    turn = SharedWord(in: memory, at: 24)
    barrier = SharedBarrier(parties: Self.size, in: memory, at: 32)
    progress = (0..<Self.size).map { SharedWord(in: memory, at: 80 + 4 * $0) }
  }

  /// What one of them does, for ever.
  @available(*, noasync)
  func run(_ number: Int) throws -> Never {
    let next = events[(number + 1) % Self.size]
    // Who was here before may have been killed between its clear and its set.
    next.set()
    while true {
      switch kind {
      case .event:
        events[number].wait()
        events[number].clear()
        next.set()
      case .condition: try takeTurn(number)
      case .barrier:
        do { try barrier.wait() } catch BarrierError.broken { barrier.reset() }
      }
      progress[number].store(progress[number].load() &+ 1)
    }
  }

  @available(*, noasync)
  private func takeTurn(_ number: Int) throws {
    try condition.lock.lock()
    var isMine = false
    while !isMine {
      do {
        isMine = try condition.wait(for: { turn.load() == UInt32(number) })
      } catch ConditionError.ownerDied {
        // It has the lock all the same, and the turn is one word.
      }
    }
    turn.store(UInt32((number + 1) % Self.size))
    try condition.notifyAll()
    try condition.lock.unlock()
  }

  /// Ends all sleeps, as the end of their slices does, only sooner.
  func nudge() {
    for event in events { event.changes.wake() }
    condition.notifications.wake()
    condition.lock.word.lowerHalf.wake()
    barrier.state.lowerHalf.wake()
  }
}

/// A process with one thread, which makes copies of itself and kills them.
struct Killer: ProcessTarget {
  let ring: Ring
  let kills: Int
  let seed: UInt64
  let report: SharedMemory

  func run() throws {
    var random = Seeded(seed: seed)
    var copies = try (0..<Ring.size).map(copy)
    for kill in 0..<kills {
      let victim = Int.random(in: 0..<Ring.size, using: &random)
      let rounds = UInt32.random(in: 0...3, using: &random)
      guard waitFor(rounds, of: victim) else { fail(victim) }
      for _ in 0..<Int.random(in: 0..<3_000, using: &random) {
        _ = report.load(at: 0, as: Int.self)
      }
      end(copies[victim])
      copies[victim] = try copy(victim)
      for number in 0..<Ring.size {
        guard waitFor(1, of: number) else { fail(number) }
      }
      report.store(kill + 1, at: 0)
    }
    for copy in copies { end(copy) }
  }

  private func copy(_ number: Int) throws -> pid_t {
    let parent = CurrentProcess.pid
    let pid = try forkProcess()
    guard pid == 0 else { return pid }
    endWithParent(parent)
    try? ring.run(number)
    _exit(1)
  }

  /// Whether the process gets through so often, within seconds.
  private func waitFor(_ rounds: UInt32, of number: Int) -> Bool {
    let word = ring.progress[number]
    let start = word.load()
    let deadline = Deadline(after: .seconds(10))
    var looks = 0
    while word.load() &- start < rounds {
      looks += 1
      if looks.isMultiple(of: 64) { ring.nudge() }
      if deadline.hasPassed { return false }
      sched_yield()
    }
    return true
  }

  private func end(_ pid: pid_t) {
    kill(pid, SIGKILL)
    reap(pid)
  }

  private func fail(_ number: Int) -> Never {
    report.store(number, at: 8)
    _exit(20)
  }
}
#endif

import Grading
import Groundwork
import Testing

// MARK: - Barriers without the exercise

extension SharedBarrier {
  /// A barrier after some rounds, to which nobody has come in this one.
  ///
  /// - Parameters:
  ///   - parties: How many have to come.
  ///   - isAtTheEnd: Whether its numbers are about to begin again at zero; nil for any.
  ///   - random: Where the numbers come from.
  /// - Returns: The barrier.
  /// - Throws: `SystemError`, if there is no memory.
  static func random(
    parties: Int, isAtTheEnd: Bool? = nil, using random: inout some RandomNumberGenerator
  ) throws -> SharedBarrier {
    let barrier = try SharedBarrier(parties: parties)
    let isAtTheEnd = isAtTheEnd ?? Bool.random(using: &random)
    let number = isAtTheEnd ? (1 << 31) - 1 : UInt64.random(in: 0...5_000, using: &random)
    let completed = isAtTheEnd ? (1 << 32) - 1 : number / 2
    barrier.state.store(completed << 32 | number << 1)
    return barrier
  }

  /// Breaks the round, as one whose time is over does.
  func breakNow() { end(round, by: round.broken) }

  /// How many have come to this round.
  var arrivals: Int {
    (0..<parties).count { place($0).load() & ThreadIdentity.spareBits == tag && isTaken($0) }
  }

  /// The spare bits of those who have come to this round.
  private var tag: UInt64 { UInt64(round.lowerHalf >> 1) << 22 & ThreadIdentity.spareBits }

  private func isTaken(_ index: Int) -> Bool { place(index).load() != 0 }
}

/// How a wait at a barrier ended.
enum Passage: Equatable {
  case passed(Int)
  case broken
}

extension SharedBarrier {
  /// Waits, and tells how that ended.
  @available(*, noasync)
  func pass(timeout: Duration? = nil) throws -> Passage {
    do { return .passed(try wait(timeout: timeout)) } catch BarrierError.broken { return .broken }
  }

  /// Threads that wait here; and whether all of them went to sleep.
  func waiting(
    _ count: Int, timeout: Duration? = nil
  ) throws -> (waits: [Observed<Passage>], areAsleep: Bool) {
    try asleep(count) { [self] in try pass(timeout: timeout) }
  }
}

extension SharedBarrier {
  /// A thread that has come, and is parked before it sleeps; the step is nil if it does not sleep.
  func parked(
    _ random: Seeded
  ) throws -> (wait: Observed<Passage>, steps: StepControl, step: Step?) {
    let steps = try StepControl()
    steps.park(.before(.wait))
    let wait = try Observed { [self] in
      steps.install()
      defer { steps.uninstall() }
      return try pass()
    }
    let problem = "a party that waits for others should sleep on the round"
    return (wait, steps, try steps.parked(orElse: problem, random))
  }
}

extension [Passage] {
  /// By index, the broken ones first.
  func sorted() -> [Passage] {
    sorted { left, right in
      switch (left, right) {
      case (.passed(let left), .passed(let right)): left < right
      case (.broken, .passed): true
      default: false
      }
    }
  }
}

// MARK: - Children

/// A child that meets others at a barrier, round after round.
///
/// Its exit code tells what went wrong.
struct Party: ProcessTarget {
  static let gotTakenIndex: CInt = 10
  static let wasAlone: CInt = 11
  static let foundItBroken: CInt = 12

  let barrier: SharedBarrier
  let number: Int
  let rounds: Int
  /// A word for each party: how many rounds it has come to.
  let progress: SharedMemory
  /// A word for each index of each round: whether somebody got it.
  let indices: SharedMemory

  func run() throws {
    for round in 0..<rounds {
      SharedWord(in: progress, at: 4 * number).store(UInt32(round + 1))
      guard case .passed(let index) = try barrier.pass() else { exit(Self.foundItBroken) }
      for other in 0..<barrier.parties
      where SharedWord(in: progress, at: 4 * other).load() <= UInt32(round) {
        exit(Self.wasAlone)
      }
      let slot = 4 * (round * barrier.parties + index)
      guard (0..<barrier.parties).contains(index),
        SharedWord(in: indices, at: slot).exchange(1) == 0
      else { exit(Self.gotTakenIndex) }
    }
  }
}

/// A child that comes to a barrier once.
struct Guest: ProcessTarget {
  let barrier: SharedBarrier
  let steps: StepControl

  func run() throws {
    steps.install()
    _ = try barrier.pass()
  }
}

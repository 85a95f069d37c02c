import Groundwork

/// Adds to one element of an array, while another process adds to another one.
struct AddToOne: ProcessTarget {
  /// How often both begin anew, together.
  static let rounds = 100

  let counts: SharedArray<Int>
  let index: Int
  let additions: Int
  let arrived: SharedCounter
  /// Has an element for each round.
  let nanoseconds: SharedArray<Int>

  func run() {
    for round in 0..<Self.rounds {
      // Both processes must be running now: so they don't sleep until the other one has come.
      arrived.add(1)
      while arrived.value < 2 * (round + 1) {}
      let time = ContinuousClock().measure {
        for _ in 0..<additions { counts[index] += 1 }
      }
      nanoseconds[round] = Int(time / .nanoseconds(1))
    }
  }
}

/// Two children, each of which adds to an element of its own; returns the time for an addition.
///
/// It is the median, since other programs disturb some of the rounds.
private func nanosecondsForAddition(distance: Int, additions: Int) throws -> Double {
  let counts = try SharedArray<Int>(count: 2 * distance)
  let arrived = try SharedCounter()
  let nanoseconds = try (0..<2).map { _ in try SharedArray<Int>(count: AddToOne.rounds) }
  let targets = (0..<2).map { number in
    AddToOne(
      counts: counts, index: number * distance, additions: additions, arrived: arrived,
      nanoseconds: nanoseconds[number])
  }
  _ = try runAll(targets)
  return Double(nanoseconds.joined().sorted()[AddToOne.rounds]) / Double(additions)
}

/// The same work, in one cache line and in two.
func measureFalseSharing() throws {
  #if DEBUG
  let additions = 10
  #else
  let additions = 500_000
  #endif
  for (title, distance) in [
    ("side by side, in one cache line:", 1),
    ("each in a cache line of its own:", slotLength(binCount: 1)),
  ] {
    let time = try nanosecondsForAddition(distance: distance, additions: additions)
    print(title, (time * 10).rounded() / 10, "ns an addition")
  }
}

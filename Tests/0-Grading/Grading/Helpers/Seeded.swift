import Groundwork

/// Random numbers for tests that can be repeated.
///
/// The seed differs at each run. Name it in messages: `WORKBOOK_SEED` in the environment sets it.
public struct Seeded: RandomNumberGenerator, CustomStringConvertible {
  /// Where the numbers began.
  public let seed: UInt64
  private var state: UInt64

  /// Begins with the seed of the environment, or else with a new one.
  public init() {
    let given = getenv("WORKBOOK_SEED").flatMap { UInt64(String(cString: $0)) }
    seed = given ?? UInt64.random(in: 0..<1_000_000)
    state = seed
  }

  /// Begins with `seed`: for a child of a test, which is to have the test's numbers.
  public init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// How to get the same numbers again.
  public var description: String { "WORKBOOK_SEED=\(seed) repeats this" }

  /// The next 64 random bits (SplitMix64).
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// Numbers of which no two are equal: mixed up, they are not the same any more.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - range: What they can be; there must be as many numbers in it.
  /// - Returns: The numbers, in any order.
  public mutating func different<Number: FixedWidthInteger>(
    _ count: Int, in range: ClosedRange<Number>
  ) -> [Number] {
    var numbers: [Number] = []
    for _ in 0..<count {
      var number = Number.random(in: range, using: &self)
      while numbers.contains(number) {
        number = number == range.upperBound ? range.lowerBound : number + 1
      }
      numbers.append(number)
    }
    return numbers
  }
}

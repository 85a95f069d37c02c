import Groundwork

/// How much a proof tries, where it could go on for as long as one likes: how many processes it kills
/// at random, how many preemptions it explores.
///
/// The variable `WORKBOOK_PROOFS` chooses. Nothing else of a test changes.
package enum Proofs: String, Sendable {
  /// What fits into the time that somebody waits for all tests: the default.
  case short
  /// What CI does: some minutes.
  case full
  /// As `full`, and every interleaving without a bound: takes long.
  case unbounded

  /// The extent for all proofs of this run.
  package static let extent: Proofs = {
    guard let text = getenv("WORKBOOK_PROOFS").map({ String(cString: $0) }), !text.isEmpty else {
      return .short
    }
    guard let extent = Proofs(rawValue: text) else {
      // Taken for the default, a slip would prove less than it seems.
      fatalError("WORKBOOK_PROOFS is short, full or unbounded, not \(text)")
    }
    return extent
  }()

  /// A number that goes by the extent.
  ///
  ///     for _ in 0..<Proofs.count(short: 20, full: 200) { … }
  package static func count(short: Int, full: Int) -> Int {
    extent == .short ? short : full
  }

  /// How many processes a family of tests kills at random moments: 50, or 500 in full.
  package static var kills: Int { count(short: 50, full: 500) }
}

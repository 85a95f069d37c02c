import Groundwork

/// How much a proof tries, where it could go on for as long as one likes: at which steps it kills a
/// process, how many it kills at random, how many preemptions it explores.
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

  /// How many processes a family of tests kills at random moments: 20, or 500 in full.
  package static var kills: Int { count(short: 20, full: 500) }
}

#if DEBUG
extension Proofs {
  /// Before which of its steps a process is killed.
  package struct Step: CustomStringConvertible {
    /// The first one is 0.
    package let index: Int
    fileprivate let random: Seeded

    /// The number, and how to have the same steps chosen again.
    package var description: String {
      Proofs.extent == .short ? "\(index) (\(random))" : "\(index)"
    }
  }

  /// As `StepControl.killingAtEachStep`; but the short form leaves out four steps of five, by chance,
  /// though neither the first one nor the last.
  ///
  /// - Returns: How many steps the process has.
  @discardableResult
  package static func killingAtSteps(
    _ body: (_ control: StepControl, _ step: Step) throws -> Void
  ) throws -> Int {
    var random = Seeded()
    /// Returns how many steps the process made.
    func kill(at index: Int) throws -> Int {
      let control = try StepControl()
      control.kill(.step(index))
      try body(control, Step(index: index, random: random))
      return control.stepCount
    }
    var (last, next) = (-1, 0)
    while true {
      let count = try kill(at: next)
      guard count > next else {
        // It got through, perhaps past its last step.
        if count - 1 > last { _ = try kill(at: count - 1) }
        return count
      }
      last = next
      next += Proofs.extent == .short ? Int.random(in: 1...9, using: &random) : 1
    }
  }
}
#endif

/// One line of the table: the same work done by this project and by others.
struct Row {
  /// What is measured, in `--only`'s words: `wire/ints`, `lock/uncontended`.
  let name: String
  /// What one call of the work is: `value`, `round trip`.
  let unit: String
  /// This project.
  let ours: Contender
  /// CPython, and the floor: what the bare system calls cost.
  let peers: [Contender]
  /// What is to be reached.
  let goals: [Goal]

  /// Describes a line of the table.
  init(
    _ name: String, unit: String, ours: @escaping () throws -> Session, peers: [Contender],
    goals: [Goal] = []
  ) {
    self.name = name
    self.unit = unit
    self.ours = Contender(name: "ours", open: ours)
    self.peers = peers
    self.goals = goals
  }
}

/// Something that does the work of a row.
struct Contender {
  /// Its name in the table.
  let name: String
  /// Gets ready, such as by starting a second process.
  let open: () throws -> Session
}

/// A contender that is ready.
struct Session {
  /// Does the work as often as it is told, and says how long that took.
  let work: (_ calls: Int) throws -> Duration
  /// Ends what `open` started; also called after an error.
  var close: () -> Void = {}

  /// Does `work` again and again.
  static func repeating(_ work: @escaping () throws -> Void) -> Session {
    Session(work: { calls in try ContinuousClock().measure { for _ in 0..<calls { try work() } } })
  }
}

/// What a row is to reach.
struct Goal {
  /// The name of the other contender.
  let peer: String
  /// How long the other one has to take at least, in times of ours.
  let ratio: Double
  /// The goal in words.
  let text: String

  /// This project is at least `factor` times as fast as `peer`.
  static func faster(than peer: String, by factor: Double = 1) -> Goal {
    let text = factor == 1 ? "faster than \(peer)" : "at least \(factor)x faster than \(peer)"
    return Goal(peer: peer, ratio: factor, text: text)
  }

  /// This project takes at most `factor` times as long as `peer`.
  static func within(_ factor: Double, of peer: String) -> Goal {
    Goal(peer: peer, ratio: 1 / factor, text: "at most \(factor)x \(peer)")
  }
}

/// One line of the table: the same work done by this project and by its peers.
struct Row {
  /// Something that does the work, and its name in the table.
  struct Contender {
    let name: String
    /// Does the work once.
    let work: () throws -> Void
  }

  /// What is measured, in `--only`'s words: `wire/ints`, `lock/uncontended`.
  let name: String
  /// What one unit of the work is: `value`, `MB`, `round trip`.
  let unit: String
  /// How many units one call of `work` does.
  let units: Double
  let ours: Contender
  let peers: [Contender]

  /// Describes a line of the table.
  init(
    _ name: String, unit: String, units: Double = 1,
    ours: @escaping () throws -> Void,
    peers: KeyValuePairs<String, () throws -> Void>
  ) {
    self.name = name
    self.unit = unit
    self.units = units
    self.ours = Contender(name: "ours", work: ours)
    self.peers = peers.map { Contender(name: $0.key, work: $0.value) }
  }
}

/// What was measured of one contender.
struct Measurement {
  let name: String
  /// The time of one unit, in nanoseconds: the median, and the middle half of the samples.
  let median, lowerQuartile, upperQuartile: Double
}

extension Row {
  /// How many samples are taken of each contender.
  static let samples = 9
  /// How long one sample takes at least, so that the clock's steps don't matter.
  static let sampleTime = Duration.milliseconds(20)

  /// Measures all contenders, ours first.
  ///
  /// They take turns, so that what else the machine does meanwhile falls on all of them.
  func measure() throws -> [Measurement] {
    let contenders = [ours] + peers
    let calls = try contenders.map { try Self.callsForASample($0.work) }
    var times = contenders.map { _ in [Double]() }
    for _ in 0..<Self.samples {
      for (index, contender) in contenders.enumerated() {
        let time = try Self.time(calls[index], contender.work)
        times[index].append(time / .nanoseconds(1) / (Double(calls[index]) * units))
      }
    }
    return zip(contenders, times).map { contender, times in
      let sorted = times.sorted()
      return Measurement(
        name: contender.name, median: sorted[sorted.count / 2],
        lowerQuartile: sorted[sorted.count / 4], upperQuartile: sorted[sorted.count * 3 / 4])
    }
  }

  private static func time(_ calls: Int, _ work: () throws -> Void) rethrows -> Duration {
    try ContinuousClock().measure {
      for _ in 0..<calls { try work() }
    }
  }

  /// How many calls fill a sample.
  ///
  /// The first call, which also warms up, is not counted.
  private static func callsForASample(_ work: () throws -> Void) rethrows -> Int {
    try work()
    var calls = 1
    while true {
      let time = try time(calls, work)
      if time >= sampleTime { return calls }
      let missing = sampleTime / max(time, .microseconds(1))
      calls = max(calls * 2, Int(Double(calls) * min(missing, 100)))
    }
  }
}

/// How a row is measured.
struct Plan {
  /// How many samples are taken of each contender.
  var samples = 9
  /// How long one sample takes at least, so that the clock's steps don't matter.
  var sampleTime = Duration.milliseconds(20)

  /// Few and short samples: they show that everything runs, not how fast it is.
  static let quick = Plan(samples: 3, sampleTime: .milliseconds(1))
}

/// What was measured of one contender: the times of one call, in nanoseconds.
struct Measurement {
  let name: String
  /// In the order in which they were taken.
  let samples: [Double]

  var minimum: Double { samples.quantile(0) }
  var median: Double { samples.quantile(0.5) }
  var quartiles: [Double] { [samples.quantile(0.25), samples.quantile(0.75)] }
}

extension [Double] {
  /// The number that is so far along from the smallest (0) to the largest (1).
  func quantile(_ fraction: Double) -> Double {
    sorted()[Int(Double(count - 1) * fraction + 0.5)]
  }
}

/// What was measured of a row.
struct RowResult {
  let row: Row
  let ours: Measurement
  let peers: [Measurement]
  /// The peers that could not be measured, and why.
  let absent: [(name: String, reason: String)]

  /// How long `peer` takes, in times of ours: the median of what each round of samples says.
  ///
  /// A machine that is busy for a while slows down both samples of a round, so this is steadier than
  /// the ratio of the medians.
  func ratio(of peer: Measurement) -> Double {
    zip(peer.samples, ours.samples).map { $0 / $1 }.quantile(0.5)
  }

  /// The goals, and whether each is met; those of absent peers are not among them.
  var goals: [(goal: Goal, isMet: Bool)] {
    row.goals.compactMap { goal in
      peers.first { $0.name == goal.peer }.map { (goal, ratio(of: $0) >= goal.ratio) }
    }
  }
}

extension Row {
  /// Measures all contenders.
  ///
  /// They take turns, so that what else the machine does meanwhile falls on all of them.
  ///
  /// - Throws: What this project's side throws. A peer that can't be measured is left out.
  func measure(_ plan: Plan) throws -> RowResult {
    var absent: [(name: String, reason: String)] = []
    var runs: [Run] = []
    defer { for run in runs { run.session.close() } }
    runs.append(try Run(ours, plan))
    for peer in peers {
      do { runs.append(try Run(peer, plan)) } catch { absent.append((peer.name, "\(error)")) }
    }
    for _ in 0..<plan.samples {
      for index in runs.indices { try runs[index].takeSample() }
    }
    let measurements = runs.map { Measurement(name: $0.name, samples: $0.samples) }
    return RowResult(
      row: self, ours: measurements[0], peers: Array(measurements.dropFirst()), absent: absent)
  }
}

/// A contender while its row is measured.
private struct Run {
  let name: String
  let session: Session
  /// How many calls fill a sample.
  let calls: Int
  /// The time of one call in nanoseconds, of each sample.
  var samples: [Double] = []

  init(_ contender: Contender, _ plan: Plan) throws {
    name = contender.name
    session = try contender.open()
    do {
      calls = try Self.callsForASample(session, plan.sampleTime)
    } catch {
      session.close()
      throw error
    }
  }

  mutating func takeSample() throws {
    samples.append(try session.work(calls) / .nanoseconds(1) / Double(calls))
  }

  /// The first call, which also warms up, is not counted.
  ///
  /// What counts is how long a sample takes in all: some work has parts that are not in its time.
  private static func callsForASample(_ session: Session, _ sampleTime: Duration) throws -> Int {
    _ = try session.work(1)
    var calls = 1
    while true {
      let time = try ContinuousClock().measure { _ = try session.work(calls) }
      if time >= sampleTime { return calls }
      let missing = sampleTime / max(time, .microseconds(1))
      calls = max(calls * 2, Int(Double(calls) * min(missing, 100)))
    }
  }
}

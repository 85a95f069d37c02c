import Grading
import Groundwork

/// A child that reports its arrival, and waits at a gate until it is let go.
struct Visitor: ProcessTarget {
  let number: Int
  let arrivals: Descriptor
  let gate: Descriptor
  let fails: Bool

  func run() throws {
    try arrivals.writeLine(Arrival(number: number).line)
    try gate.waitAtGate()
    if fails { exit(1) }
  }
}

extension Meeting {
  /// A visitor that waits at this meeting's gate, and then ends: with 1 if it `fails`.
  func visitor(_ number: Int, fails: Bool = false) -> Visitor {
    Visitor(number: number, arrivals: arrivals.writer, gate: gate.reader, fails: fails)
  }

  /// The numbers of the visitors that come, at most `count`, in order.
  ///
  /// It waits for each of them for some seconds, and no longer.
  func comers(_ count: Int) throws -> [Arrival] {
    var comers: [Arrival] = []
    while comers.count < count,
      try arrivals.reader.waitUntilReadable(until: Deadline(after: .seconds(4)))
    {
      comers.append(try arrival())
    }
    return comers.sorted { $0.number < $1.number }
  }
}

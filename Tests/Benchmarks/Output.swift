import Foundation

/// A row of the table, and below it the goals.
func table(_ result: RowResult, showsGoals: Bool) -> String {
  let name = result.row.name.padding(toLength: 26, withPad: " ", startingAt: 0)
  let peers = result.peers.map {
    "\($0.name) \(time($0.median)) (\(times(result.ratio(of: $0))))"
  }
  var lines = [
    "\(name) per \(result.row.unit): "
      + (["ours \(time(result.ours.median))"] + peers).joined(separator: "  ")
  ]
  for (goal, isMet) in result.goals where showsGoals {
    lines.append("  \(isMet ? "met" : "MISSED"): \(goal.text)")
  }
  for (name, reason) in result.absent { lines.append("  without \(name): \(reason)") }
  return lines.joined(separator: "\n")
}

private func times(_ ratio: Double) -> String {
  String(format: ratio < 10 ? "%.2fx" : "%.0fx", ratio)
}

/// A time with its unit.
func time(_ nanoseconds: Double) -> String {
  switch nanoseconds {
  case ..<1e3: String(format: "%.1f ns", nanoseconds)
  case ..<1e6: String(format: "%.2f us", nanoseconds / 1e3)
  default: String(format: "%.2f ms", nanoseconds / 1e6)
  }
}

/// A row as a line of JSON.
func json(_ result: RowResult, showsGoals: Bool) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(Record(result, showsGoals: showsGoals)), as: UTF8.self)
}

private struct Record: Encodable {
  struct Contender: Encodable {
    var name: String
    var minimumNanoseconds: Double
    var medianNanoseconds: Double
    var quartilesNanoseconds: [Double]
    var timesOurs: Double
  }
  struct Goal: Encodable {
    var text: String
    var isMet: Bool
  }

  var name: String
  var unit: String
  var contenders: [Contender]
  var goals: [Goal]
  var absent: [String: String]

  init(_ result: RowResult, showsGoals: Bool) {
    name = result.row.name
    unit = result.row.unit
    contenders = ([result.ours] + result.peers).map {
      Contender(
        name: $0.name, minimumNanoseconds: $0.minimum, medianNanoseconds: $0.median,
        quartilesNanoseconds: $0.quartiles, timesOurs: result.ratio(of: $0))
    }
    goals = (showsGoals ? result.goals : []).map { Goal(text: $0.goal.text, isMet: $0.isMet) }
    absent = Dictionary(result.absent.map { ($0.name, $0.reason) }) { first, _ in first }
  }
}

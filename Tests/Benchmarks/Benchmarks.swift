import Foundation

/// Measures this project beside its peers: `swift run -c release benchmarks`.
///
/// `--only NAME` measures the rows whose name contains NAME; `--json` prints a JSON line for each
/// row instead of the table.
@main struct Benchmarks {
  /// The rows, in the order of the table.
  static func rows() -> [Row] { wireRows() }

  static func main() throws {
    let rows = rows()
    var only: String?
    var asJSON = false
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      switch argument {
      case "--only":
        guard let name = arguments.popFirst() else { usage("--only needs a name") }
        only = name
      case "--json": asJSON = true
      default: usage("unknown argument \(argument)")
      }
    }
    let chosen = rows.filter { row in only.map { row.name.contains($0) } ?? true }
    if chosen.isEmpty { usage("no row is named \(only ?? "")") }
    if !asJSON { warnInDebug() }
    for row in chosen {
      let measurements = try row.measure()
      print(asJSON ? json(row, measurements) : line(row, measurements))
      fflush(nil)
    }
  }

  private static func usage(_ problem: String) -> Never {
    let names = rows().map { "  \($0.name)" }.joined(separator: "\n")
    let text = "\(problem)\nusage: benchmarks [--only NAME] [--json]\n\(names)\n"
    FileHandle.standardError.write(Data(text.utf8))
    exit(64)
  }

  private static func warnInDebug() {
    var isDebug = false
    assert(
      {
        isDebug = true
        return true
      }())
    if isDebug { print("This is a debug build: measure with `swift run -c release benchmarks`.") }
  }

  // MARK: Output

  private static func line(_ row: Row, _ measurements: [Measurement]) -> String {
    let ours = measurements[0]
    let times = measurements.map { measurement in
      let text = "\(measurement.name) \(time(measurement.median))"
      if measurement.name == ours.name { return text }
      return text + String(format: " (%.1fx)", measurement.median / ours.median)
    }
    let name = row.name.padding(toLength: 28, withPad: " ", startingAt: 0)
    return "\(name) per \(row.unit): " + times.joined(separator: "  ")
  }

  private static func time(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1e3: String(format: "%.1f ns", nanoseconds)
    case ..<1e6: String(format: "%.2f us", nanoseconds / 1e3)
    default: String(format: "%.2f ms", nanoseconds / 1e6)
    }
  }

  private static func json(_ row: Row, _ measurements: [Measurement]) -> String {
    let fields = measurements.map { measurement in
      "\"\(measurement.name)\":{\"median_ns\":\(measurement.median),"
        + "\"quartiles_ns\":[\(measurement.lowerQuartile),\(measurement.upperQuartile)],"
        + "\"times_ours\":\(measurement.median / measurements[0].median)}"
    }
    return "{\"name\":\"\(row.name)\",\"unit\":\"\(row.unit)\","
      + fields.joined(separator: ",") + "}"
  }
}

import Grading
import Groundwork

/// Where sprinters run: they report when they come and when they begin.
final class Track {
  private let reports: (reader: Descriptor, writer: Descriptor)
  private let door: (reader: Descriptor, writer: Descriptor)
  /// What directs each sprinter, by number.
  private(set) var steps: [Int: StepControl] = [:]

  init() throws {
    reports = try Descriptor.pipe()
    door = try Descriptor.pipe()
  }

  /// A target that runs here.
  func sprinter(
    _ number: Int, code: CInt = 0, isLate: Bool = false, isKilled: Bool = false,
    isUnencodable: Bool = false
  ) -> Sprinter {
    let control = try? StepControl()
    steps[number] = control
    return Sprinter(
      number: number, code: code, reports: reports.writer, door: isLate ? door.reader : nil,
      steps: control, isKilled: isKilled, isUnencodable: isUnencodable)
  }

  /// Opens the door for the one that is late.
  func letTheLateOneGo() { door.writer.close() }

  /// Reads reports until `report` comes.
  func wait(for report: String) throws {
    let problem = "the report '\(report)' did not come"
    while let line = try reports.reader.readLine(orElse: problem) {
      if line == report { return }
    }
    throw TestFailure(problem)
  }

  /// The reports that are left, once all who run here have ended.
  func lines() throws -> [String] {
    reports.writer.close()
    var lines: [String] = []
    while let line = try reports.reader.readLine(orElse: "a runner did not end") {
      lines.append(line)
    }
    return lines
  }

  func close() {
    for end in [reports.reader, reports.writer, door.reader, door.writer] { end.close() }
  }
}

/// A target that tells when its child comes up, and when it begins.
struct Sprinter: ProcessTarget {
  let number: Int
  let code: CInt
  let reports: Descriptor
  let door: Descriptor?
  let steps: StepControl?
  let isKilled: Bool
  let isUnencodable: Bool

  func run() throws {
    steps?.uninstall()
    try reports.writeLine("\(number) began")
    if code != 0 { exit(code) }
  }
}

extension Sprinter {
  private enum CodingKeys: CodingKey { case number, code, reports, door, steps, isKilled }

  /// Comes up in the child; what happens here happens before the child is ready.
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    number = try fields.decode(Int.self, forKey: .number)
    code = try fields.decode(CInt.self, forKey: .code)
    reports = try fields.decode(Descriptor.self, forKey: .reports)
    door = try fields.decodeIfPresent(Descriptor.self, forKey: .door)
    steps = try fields.decodeIfPresent(StepControl.self, forKey: .steps)
    isKilled = try fields.decode(Bool.self, forKey: .isKilled)
    isUnencodable = false
    if isKilled { raise(SIGKILL) }
    try reports.writeLine("\(number) \(door == nil ? "came" : "is late")")
    try door?.waitAtGate()
    steps?.install()
  }

  func encode(to encoder: any Encoder) throws {
    if isUnencodable { throw TestFailure("not this one") }
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(number, forKey: .number)
    try fields.encode(code, forKey: .code)
    try fields.encode(reports, forKey: .reports)
    try fields.encodeIfPresent(door, forKey: .door)
    try fields.encodeIfPresent(steps, forKey: .steps)
    try fields.encode(isKilled, forKey: .isKilled)
  }
}

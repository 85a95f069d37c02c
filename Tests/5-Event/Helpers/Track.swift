import Grading
import Groundwork
import Synchronization

/// Where sprinters run: they report when they come and when they begin.
final class Track {
  private let reports: (reader: Descriptor, writer: Descriptor)
  private let door: (reader: Descriptor, writer: Descriptor)
  private let finish: (reader: Descriptor, writer: Descriptor)
  /// What directs each sprinter, by number.
  private(set) var steps: [Int: StepControl] = [:]

  init() throws {
    reports = try Descriptor.pipe()
    door = try Descriptor.pipe()
    finish = try Descriptor.pipe()
  }

  /// A target that runs here.
  func sprinter(
    _ number: Int, code: CInt = 0, isLate: Bool = false, isKilled: Bool = false,
    isStubborn: Bool = false, isUnencodable: Bool = false, isSlow: Bool = false
  ) -> Sprinter {
    let control = try? StepControl()
    steps[number] = control
    return Sprinter(
      number: number, code: code, reports: reports.writer, door: isLate ? door.reader : nil,
      finish: isSlow ? finish.reader : nil,
      steps: control, isKilled: isKilled, isStubborn: isStubborn, isUnencodable: isUnencodable)
  }

  /// Opens the door for the one that is late.
  func letTheLateOneGo() { door.writer.close() }

  /// Lets the slow one come to its end.
  func letTheSlowOneEnd() { finish.writer.close() }

  /// Reads reports until `report` comes.
  func wait(for report: String) throws {
    let problem = "the report '\(report)' did not come"
    while let line = try reports.reader.readLine(orElse: problem) {
      if line == report { return }
    }
    throw TestFailure(problem)
  }

  /// Reads so many reports.
  func wait(forReports count: Int) throws {
    for _ in 0..<count { _ = try reports.reader.readLine(orElse: "a runner did not come up") }
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
    for end in [
      reports.reader, reports.writer, door.reader, door.writer, finish.reader, finish.writer,
    ] { end.close() }
  }
}

/// A target that tells when its child comes up, and when it begins.
struct Sprinter: ProcessTarget {
  let number: Int
  let code: CInt
  let reports: Descriptor
  let door: Descriptor?
  let finish: Descriptor?
  let steps: StepControl?
  let isKilled: Bool
  let isStubborn: Bool
  let isUnencodable: Bool

  /// Called before one that can't be encoded fails.
  nonisolated(unsafe) static var beforeFailing: (() throws -> Void)?

  func run() throws {
    steps?.uninstall()
    try reports.writeLine("\(number) began")
    try finish?.waitAtGate()
    if code != 0 { exit(code) }
  }
}

extension Sprinter {
  private enum CodingKeys: CodingKey {
    case number, code, reports, door, finish, steps, isKilled, isStubborn
  }

  /// Comes up in the child; what happens here happens before the child is ready.
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    number = try fields.decode(Int.self, forKey: .number)
    code = try fields.decode(CInt.self, forKey: .code)
    reports = try fields.decode(Descriptor.self, forKey: .reports)
    door = try fields.decodeIfPresent(Descriptor.self, forKey: .door)
    finish = try fields.decodeIfPresent(Descriptor.self, forKey: .finish)
    steps = try fields.decodeIfPresent(StepControl.self, forKey: .steps)
    isKilled = try fields.decode(Bool.self, forKey: .isKilled)
    isStubborn = try fields.decode(Bool.self, forKey: .isStubborn)
    isUnencodable = false
    if isStubborn { signal(SIGTERM, SIG_IGN) }
    if isKilled, door == nil { raise(SIGKILL) }
    try reports.writeLine("\(number) \(door == nil ? "came" : "is late")")
    try door?.waitAtGate()
    if isKilled { raise(SIGKILL) }
    steps?.install()
  }

  func encode(to encoder: any Encoder) throws {
    if isUnencodable {
      try Self.beforeFailing?()
      throw TestFailure("not this one")
    }
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(number, forKey: .number)
    try fields.encode(code, forKey: .code)
    try fields.encode(reports, forKey: .reports)
    try fields.encodeIfPresent(door, forKey: .door)
    try fields.encodeIfPresent(finish, forKey: .finish)
    try fields.encodeIfPresent(steps, forKey: .steps)
    try fields.encode(isKilled, forKey: .isKilled)
    try fields.encode(isStubborn, forKey: .isStubborn)
  }
}

// MARK: - Races that are held up

/// The children that are launched from now on.
final class Launched: Sendable {
  private let all = Mutex<[pid_t]>([])

  init() {
    let before = Harness.childStarted
    Harness.childStarted = { [self] pid, name, endsWithParent in
      before?(pid, name, endsWithParent)
      all.withLock { $0.append(pid) }
    }
  }

  /// In the order of their starts.
  var pids: [pid_t] { all.withLock { $0 } }
}

/// A race of three, one of whom is late.
struct HeldRace {
  let track: Track
  let run: Observed<[ExitStatus]>
  /// How many children were started when the race waited for the late one.
  let started: Int
  /// Whether one who came has gone on before the late one was ready.
  private(set) var isEarly = false
  /// Whether the race slept then.
  let activity: Observed<[ExitStatus]>.Activity
  /// How often the race woke up in the time of 15 sleeps of 10 ms, while it waited.
  let wakeUps: Int
  private let late: Int
  /// The steps of the race itself.
  private let steps: StepControl
  /// Whether the last race spun: that takes seconds to see, and once will do.
  private nonisolated(unsafe) static var spins = false

  /// Lets the race begin, and comes back when it waits for the late one.
  ///
  /// Whoever was started besides is about to sleep then, and the gun is all that it waits for. Others
  /// may not be started before the late one is ready.
  init(late: Int, isKilled: Bool = false, _ random: Seeded) throws {
    let launched = Launched()
    let track = try Track()
    let targets = (0..<3).map {
      track.sprinter($0, isLate: $0 == late, isKilled: isKilled && $0 == late)
    }
    for number in 0..<3 where number != late { track.steps[number]?.park(.before(.wait)) }
    let steps = try StepControl()
    let run = try steps.directs { try race(targets) }
    try track.wait(for: "\(late) is late")
    var activity = Self.spins ? .busy : try run.settled(after: run.switches + 2)
    (self.track, self.run, self.late, self.steps) = (track, run, late, steps)
    started = launched.pids.count
    for number in 0..<started where number != late {
      let step = try track.steps[number]?.parked(
        orElse: "runner \(number) should sleep until the gun is fired", random)
      if step == nil { isEarly = true }
    }
    // Now it starts nobody any more.
    if activity == .asleep { activity = try run.settled() }
    Self.spins = activity == .busy
    wakeUps = activity == .asleep ? try countSleeps(of: run, in: 15) : 0
    self.activity = activity
  }

  /// Whether the race sleeps on an event, which wakes it, and does not just let time pass.
  func sleepsOnAnEvent() throws -> Bool {
    for _ in 0..<50 where steps.trace.last?.kind != .wait {
      // sleeps: between two sleeps the race looks around, and then it sleeps again
      try waitUntilPassed(Deadline(after: .milliseconds(5)))
    }
    return steps.trace.last?.kind == .wait
  }

  /// Wakes those who came for no reason, so that they look at the gun again.
  mutating func lookAgain(_ random: Seeded) throws {
    for number in 0..<started where number != late {
      guard let steps = track.steps[number] else { continue }
      steps.fail(.before(.wait))
      steps.park(.before(.wait, skipping: 1))
      steps.resume()
      let step = try steps.parked(
        orElse: "runner \(number) should sleep until the gun is fired", random)
      if step == nil { isEarly = true }
    }
  }

  /// Lets all go.
  func letGo(_ random: Seeded) throws {
    track.letTheLateOneGo()
    for number in started..<max(started, 3) where number != late {
      _ = try track.steps[number]?.parked(
        orElse: """
          runner \(late) was late, then it was ready or dead, and runner \(number) should be started then
          """, random)
    }
    for number in 0..<3 { track.steps[number]?.resume() }
  }
}

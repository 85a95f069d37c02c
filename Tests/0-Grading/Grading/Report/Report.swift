/// Which of the two mirrored trees is graded.
enum Half: String, Codable, Sendable {
  case lessons, solutions

  /// The half that this build grades: the trait `Solutions` decides.
  static var current: Half {
    #if Solutions
    .solutions
    #else
    .lessons
    #endif
  }

  /// The half's folder, at the root of the package.
  var folder: String {
    switch self {
    case .lessons: "Lessons"
    case .solutions: "Solutions"
    }
  }
}

/// What is known about every exercise of the course once a run is over.
///
/// Encoded, it is `report.json`: a format that instructors' tools read. A change that could break
/// one of them needs another `version`.
struct Report: Codable, Equatable, Sendable {
  static let version = 2

  var half: Half
  /// Every exercise of the course, in its order, also what has never run.
  var exercises: [Entry]

  struct Entry: Codable, Equatable, Sendable {
    var id: String
    var lesson: String
    var title: String
    /// The file to edit, as a path from the root of the package.
    var file: String
    /// The line of its `todo()`, or else of its first declaration.
    var line: Int
    var verdict: Verdict
    var points = 1
    /// Those that ran with this source, now or earlier; empty if none did.
    var tests: [Test]
    /// How many tests the exercise has, if that is known.
    var testCount: Int?
    /// Of the source that the tests ran with: the exercise's file, what the lesson gives, its tests.
    var fingerprint: String?
    /// The id of the exercise that must be done before this one can be graded.
    var blockedBy: String?
    /// Whether the verdict is that of an earlier run: nothing of the exercise ran in this one.
    var isEarlier = false

    private enum CodingKeys: String, CodingKey {
      case id, lesson, title, file, line, verdict, works, points, earned, tests, testCount
      case fingerprint, blockedBy
      case isEarlier = "earlier"
    }

    var hasRun: Bool { !tests.isEmpty }
    var isPassed: Bool { verdict == .passed }
    /// Whether it does what users see in ordinary use: it is working, or has passed.
    var works: Bool { verdict == .working || isPassed }

    /// Whether it has reached `level`.
    func reaches(_ level: Level) -> Bool { level == .works ? works : isPassed }
  }

  struct Test: Codable, Equatable, Sendable {
    var name: String
    var level = Level.works
    /// Why it matters, if it is of the level "holds".
    var why: String?
    var verdict: Verdict
    var seconds: Double
    var message: String
    /// Whether this is what an earlier run found.
    var isEarlier = false

    private enum CodingKeys: String, CodingKey {
      case name, level, why, verdict, seconds, message
      case isEarlier = "earlier"
    }
  }

  var passed: Int { exercises.count { $0.isPassed } }
  var works: Int { exercises.count { $0.works } }
  var total: Int { exercises.count }

  subscript(id: String) -> Entry? { exercises.first { $0.id == id } }
}

// MARK: - The format

extension Report {
  private enum Key: String, CodingKey {
    case version, workbook, half, exercises, works, passed, total
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let version = try container.decode(Int.self, forKey: .version)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container, debugDescription: "This is version \(version).")
    }
    half = try container.decode(Half.self, forKey: .half)
    exercises = try container.decode([Entry].self, forKey: .exercises)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.version, forKey: .version)
    try container.encode(workbookVersion, forKey: .workbook)
    try container.encode(half, forKey: .half)
    try container.encode(exercises, forKey: .exercises)
    try container.encode(works, forKey: .works)
    try container.encode(passed, forKey: .passed)
    try container.encode(total, forKey: .total)
  }
}

extension Report.Entry {
  /// What an exercise has earned, at each level.
  private struct Earned: Encodable {
    let works, holds: Int
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    lesson = try container.decode(String.self, forKey: .lesson)
    title = try container.decode(String.self, forKey: .title)
    file = try container.decode(String.self, forKey: .file)
    line = try container.decode(Int.self, forKey: .line)
    verdict = try container.decode(Verdict.self, forKey: .verdict)
    points = try container.decode(Int.self, forKey: .points)
    tests = try container.decode([Report.Test].self, forKey: .tests)
    testCount = try container.decodeIfPresent(Int.self, forKey: .testCount)
    fingerprint = try container.decodeIfPresent(String.self, forKey: .fingerprint)
    blockedBy = try container.decodeIfPresent(String.self, forKey: .blockedBy)
    isEarlier = try container.decode(Bool.self, forKey: .isEarlier)
  }

  // Written out because `blockedBy` is always there, null if nothing blocks.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(lesson, forKey: .lesson)
    try container.encode(title, forKey: .title)
    try container.encode(file, forKey: .file)
    try container.encode(line, forKey: .line)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(works, forKey: .works)
    try container.encode(points, forKey: .points)
    let earned = Earned(works: works ? points : 0, holds: isPassed ? points : 0)
    try container.encode(earned, forKey: .earned)
    try container.encode(tests, forKey: .tests)
    try container.encodeIfPresent(testCount, forKey: .testCount)
    try container.encodeIfPresent(fingerprint, forKey: .fingerprint)
    try container.encode(blockedBy, forKey: .blockedBy)
    try container.encode(isEarlier, forKey: .isEarlier)
  }
}

extension Report.Test {
  // Written out because reports from before there were levels are read, too.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    level = try container.decodeIfPresent(Level.self, forKey: .level) ?? .works
    why = try container.decodeIfPresent(String.self, forKey: .why)
    verdict = try container.decode(Verdict.self, forKey: .verdict)
    seconds = try container.decode(Double.self, forKey: .seconds)
    message = try container.decode(String.self, forKey: .message)
    isEarlier = try container.decode(Bool.self, forKey: .isEarlier)
  }
}

import Groundwork

/// What a test asks of an answer.
public enum Level: String, Codable, Sendable, Comparable {
  /// What the tutorials and the exercise's idea promise: what a user sees in ordinary use.
  case works
  /// What ordinary use seldom meets: that it works then, too.
  case holds

  /// The level that is enough: `swift test` fails as long as a test of it, or below it, does not pass.
  ///
  /// The variable `WORKBOOK_LEVEL` says which; `holds` without it.
  static let enough = Level(variable: value) ?? .holds

  /// The variable's value, if it names no level.
  static var misspelled: String? { Level(variable: value) == nil ? value : nil }

  private static let value = getenv(variable).map { String(cString: $0) }

  /// The name of the variable that says which level is enough.
  static let variable = "WORKBOOK_LEVEL"

  /// The level that the variable's value names: `holds` if there is none, `nil` if it is no level.
  init?(variable value: String?) {
    self.init(rawValue: value ?? "holds")
  }

  /// Whether `one` asks for less.
  public static func < (one: Level, other: Level) -> Bool { one == .works && other == .holds }
}

/// What a test of the level "holds" is about, and why that matters.
///
/// The usual ones have a name. Another reason is written as a string, a sentence of one line:
/// `.holds("A queue may be used for days.")`.
public struct Hardship: Sendable, Equatable, ExpressibleByStringLiteral {
  /// Why it matters: a sentence, for the learner.
  public let reason: String

  /// Another reason than those with a name.
  public init(stringLiteral reason: String) { self.reason = reason }

  /// A signal arrives in between.
  public static let signals: Self =
    "A signal may interrupt any call that waits, and a program gets signals every day."
  /// Several threads call at the same time.
  public static let threads: Self =
    "Programs have many threads, and two of them will call at the same moment."
  /// Descriptors, memory or processes have run out.
  public static let scarcity: Self =
    "A program that runs for long will see the day on which descriptors or memory run out."
  /// A process is killed, at any moment.
  public static let death: Self =
    "A process may be killed at any moment, also in the middle of what it does."
  /// What comes from elsewhere is damaged, too long, or meant to harm.
  public static let damage: Self =
    "What comes from another process may be cut off, damaged, or meant to harm."
  /// The processes go on in an order that is seldom met.
  public static let order: Self =
    "The kernel may stop a process between any two steps: what is seldom happens under load."
  /// Other code of the program reaps, closes or signals.
  public static let others: Self =
    "Other code in the program starts children, too, and does not know of yours."
  /// A number is zero, negative, or as large as it can be.
  public static let extremes: Self =
    "Somebody will pass nothing, zero, less than that, or the largest number there is."
  /// A step on the way fails.
  public static let failure: Self =
    "Any call can fail half way, and what was begun before must not stay behind."
}

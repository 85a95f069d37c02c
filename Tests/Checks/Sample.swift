import Foundation

/// What CI tries a part of, another one each day.
enum Sample {
  /// Whether this is CI, where time is short.
  static let isWanted = ProcessInfo.processInfo.environment["CI"] != nil
  /// The number of the day in the year.
  static let day = Calendar(identifier: .gregorian).ordinality(of: .day, in: .year, for: .now) ?? 0
}

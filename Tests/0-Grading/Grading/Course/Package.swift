/// The folder of the package, and paths in it.
enum Package {
  /// With a slash at its end.
  static let folder: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(5).joined(separator: "/") + "/"
  }()

  /// `path` relative to the package; `nil` if it is elsewhere.
  static func relative(_ path: String) -> String? {
    path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : nil
  }

  /// Whether a learner may want to see the file: neither the grader's own nor the given floor.
  static func isOfInterest(_ relativePath: String) -> Bool {
    ["Lessons/", "Solutions/", "Tests/"].contains { relativePath.hasPrefix($0) }
      && !["Lessons/0-Groundwork/", "Tests/0-Grading/Grading/"].contains {
        relativePath.hasPrefix($0)
      }
  }

  /// The place of interest in a line of a backtrace, such as "… at /…/02-Join.swift:14:5".
  static func place(in line: Substring) -> String? {
    guard let at = line.firstRange(of: " at \(folder)") else { return nil }
    let path = line[at.upperBound...]
    guard isOfInterest(String(path)) else { return nil }
    let parts = path.split(separator: ":")
    guard parts.count >= 2, Int(parts[1]) != nil else { return nil }
    return "\(parts[0]):\(parts[1])"
  }
}

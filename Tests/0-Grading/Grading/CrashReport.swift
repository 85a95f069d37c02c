import Groundwork

/// What a crashed process printed about itself.
struct CrashReport: Equatable {
  /// Swift's own message: "Fatal error: Index out of range".
  var message: String?
  /// The first frame inside the package, as "Lessons/1-Process/2-Join.swift:14".
  var place: String?

  /// Finds the last crash in what a test printed; `nil` if there is none.
  init?(output: String) {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    message = lines.last { line in
      Self.messages.contains { line.contains($0) }
    }.map(Self.shortened)
    let frames = lines.lastIndex { $0.contains("rogram crashed:") }
    if let frames {
      place = lines[frames...].lazy.compactMap(Package.place(in:)).first
      if message == nil {
        message = lines[frames...].first { $0.contains("Swift runtime failure: ") }.flatMap {
          line in
          line.firstRange(of: "Swift runtime failure: ").map { start in
            String(line[start.lowerBound...]).split(separator: " in ").first.map(String.init) ?? ""
          }
        }
      }
    }
    if message == nil, frames == nil { return nil }
  }

  private static let messages = ["Fatal error: ", "Precondition failed: ", "Assertion failed: "]

  /// The message without the file and line before it.
  private static func shortened(_ line: Substring) -> String {
    for message in messages {
      if let start = line.firstRange(of: message)?.lowerBound { return String(line[start...]) }
    }
    return String(line)
  }
}

/// The folder of the package, and paths in it.
enum Package {
  /// With a slash at its end.
  static let folder: String = {
    let file = #filePath
    return file.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
      .joined(separator: "/") + "/"
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

  /// The place of interest in a line of a backtrace, such as "… at /…/2-Join.swift:14:5".
  static func place(in line: Substring) -> String? {
    guard let at = line.firstRange(of: " at \(folder)") else { return nil }
    let path = line[at.upperBound...]
    guard isOfInterest(String(path)) else { return nil }
    let parts = path.split(separator: ":")
    guard parts.count >= 2, Int(parts[1]) != nil else { return nil }
    return "\(parts[0]):\(parts[1])"
  }
}

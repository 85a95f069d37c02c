import Groundwork

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

  /// The files that are given, and differ from the last commit; none where git can't tell.
  static var changedGiven: [String] {
    let command =
      "GIT_OPTIONAL_LOCKS=0 git -C '\(folder)' diff --name-only HEAD --"
      + " 'Lessons/*/Given' Lessons/0-Groundwork 2>/dev/null"
    return folder.contains("'") ? [] : linesPrinted(by: command) ?? []
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

/// What a command of the shell prints on its standard output (`popen`); nil if there is no shell.
func linesPrinted(by command: String) -> [String]? {
  guard let output = popen(command, "r") else { return nil }
  defer { pclose(output) }
  var text: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while case let count = fread(&buffer, 1, buffer.count, output), count > 0 {
    text += buffer[..<count]
  }
  return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
}

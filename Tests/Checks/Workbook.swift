import Foundation

/// The files of the workbook, and its table of lessons and exercises.
struct Workbook: Sendable {
  /// The folder that holds Package.swift.
  let root: URL
  /// Every file that git tracks or would track, as a path from the root, sorted; no links to folders.
  let files: [String]
  /// The lessons as Course.swift lists them, in order.
  let lessons: [Lesson]

  struct Lesson: Sendable {
    /// Such as `1-Process`.
    let folder: String
    let exercises: [Exercise]

    /// How long all its exercises take, about, such as `3 h 45 min`.
    var time: String { Workbook.time(exercises.map(\.minutes).reduce(0, +)) }
    /// Such as `1`.
    var number: String { String(folder.prefix { $0 != "-" }) }
    /// What both halves are given, one copy of it.
    var given: String { "Lessons/\(folder)/Given" }
    /// Where the solutions see what is given: a link.
    var link: String { "Solutions/\(folder)/Given" }
    /// What the link says.
    var linkTarget: String { "../../\(given)" }
  }

  struct Exercise: Sendable {
    /// Such as `1.3`.
    let id: String
    /// The file's name without its extension, such as `03-ExitStatus`.
    let name: String
    let title: String
    /// How long it takes, about.
    let minutes: Int
    /// Such as `1-Process`.
    let lesson: String

    /// Such as `1-Process/03-ExitStatus.swift`.
    var path: String { "\(lesson)/\(name).swift" }
  }

  static let coursePath = "Tests/0-Grading/Grading/Course/Course.swift"

  var exercises: [Exercise] { lessons.flatMap(\.exercises) }

  /// Minutes as a person says them, such as `3 h 45 min`.
  static func time(_ minutes: Int) -> String {
    let parts = [(minutes / 60, "h"), (minutes % 60, "min")].filter { $0.0 > 0 }
    return parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  init() throws {
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    root = here
    guard FileManager.default.fileExists(atPath: here.appendingPathComponent("Package.swift").path)
    else { throw CheckError("Run this in the folder that holds Package.swift.") }
    files = try Self.files(in: here)
    lessons = Self.course(
      in: try String(contentsOf: here.appendingPathComponent(Self.coursePath), encoding: .utf8))
  }

  /// The text of a file, by its path from the root.
  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: url(path)), as: UTF8.self)
  }

  /// The lines of a file, by its path from the root.
  func lines(_ path: String) throws -> [Substring] {
    try text(path).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// A path from the root, or from that of the file system.
  func url(_ path: String) -> URL {
    path.hasPrefix("/") ? URL(fileURLWithPath: path) : root.appendingPathComponent(path)
  }

  /// The tracked files under `folder` whose names end in `suffix`.
  func files(under folder: String, _ suffix: String = "") -> [String] {
    files.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(suffix) }
  }

  /// The path of every file, and of every folder on the way to one.
  var paths: Set<String> {
    Set(
      files.flatMap { file in
        file.indices.filter { file[$0] == "/" }.map { String(file[..<$0]) } + [file]
      })
  }

  private static func files(in root: URL) throws -> [String] {
    let listing = try shell(
      ["git", "ls-files", "--cached", "--others", "--exclude-standard"], in: root)
    guard listing.status == 0 else {
      throw CheckError("git can't list the files:\n\(listing.output)")
    }
    // In a merge a file with a conflict is listed more than once.
    return Set(listing.output.split(separator: "\n"))
      .map(String.init)
      .sorted()
      .filter { path in
        // A file that was deleted and not yet committed is still listed.
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(
          atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder)
        return isThere && !isFolder.boolValue
      }
  }

  private static func course(in text: String) -> [Lesson] {
    let entry =
      #/
      Lesson\(\s*folder:\s*"(?<folder>[^"]+)"
      | Exercise\(\s*id:\s*"(?<id>[^"]+)"
        ,\s*name:\s*"(?<name>[^"]+)"
        ,\s*title:\s*"(?<title>[^"]+)"
        ,\s*minutes:\s*(?<minutes>\d+)
      /#
    var lessons: [Lesson] = []
    for match in text.matches(of: entry) {
      if let folder = match.folder {
        lessons.append(Lesson(folder: String(folder), exercises: []))
      } else if let id = match.id, let name = match.name, let title = match.title,
        let minutes = match.minutes.flatMap({ Int($0) }), let lesson = lessons.popLast()
      {
        let exercise = Exercise(
          id: String(id), name: String(name), title: String(title), minutes: minutes,
          lesson: lesson.folder)
        lessons.append(Lesson(folder: lesson.folder, exercises: lesson.exercises + [exercise]))
      }
    }
    return lessons
  }
}

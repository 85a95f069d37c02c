import Foundation

/// What one learner handed in, as far as it is graded: the files of exercises, and nothing else.
struct Submission: Sendable {
  /// The name of the folder or archive.
  let name: String
  /// The learner's text of each exercise, by the name of its file without the extension.
  let answers: [String: String]
  /// What was handed in and not taken, as sentences.
  let notes: [String]

  /// Finds the exercises in a folder, wherever in it they are.
  ///
  /// Takes `Lessons/1-Process/01-Start.swift` of a clone, and a file `01-Start.swift` that stands alone.
  /// Links are not followed: they could lead to anything on this machine.
  init(name: String, folder: URL, workbook: Workbook) throws {
    var found: [String: URL] = [:]
    var notes: [String] = []
    var others: [String] = []
    let names = Dictionary(uniqueKeysWithValues: workbook.exercises.map { ($0.name, $0) })
    let root = folder.resolvingSymlinksInPath()
    let files = try Self.files(in: root)
    for path in files.sorted() {
      let parts = path.split(separator: "/").map(String.init)
      let title = parts.last.map { String($0.dropLast(".swift".count)) } ?? ""
      let tree = parts.firstIndex { ["Lessons", "Solutions", "Tests", "docs"].contains($0) }
      let place = parts.suffix(from: tree ?? parts.endIndex).joined(separator: "/")
      if path.hasSuffix(".swift"), let exercise = names[title],
        tree == nil || place == "Lessons/\(exercise.path)"
      {
        let file = root.appendingPathComponent(path)
        if found[title] != nil && tree == nil { continue }
        found[title] = file
      } else if tree != nil || parts.last == "Package.swift" {
        let course = tree == nil ? "Package.swift" : place
        let data = try? Data(contentsOf: root.appendingPathComponent(path))
        if (try? Data(contentsOf: workbook.url(course))) != data { others.append(course) }
      }
    }
    if !others.isEmpty {
      let more = others.count > 3 ? " and \(others.count - 3) more" : ""
      notes.append(
        "Changed or added, and not taken: \(others.prefix(3).joined(separator: ", "))\(more).")
    }
    if found.isEmpty { notes.append("There is no file of an exercise.") }
    self.name = name
    self.notes = notes
    answers = try found.mapValues { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
  }

  /// The plain files of a folder, as paths from it; none of what tools leave there, and none that is
  /// larger than any answer.
  private static func files(in root: URL) throws -> [String] {
    let keys: [URLResourceKey] = [.isRegularFileKey, .fileSizeKey]
    let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: keys)
    var paths: [String] = []
    while let file = found?.nextObject() as? URL {
      if [".build", ".git", ".swiftpm"].contains(file.lastPathComponent) {
        found?.skipDescendants()
        continue
      }
      let values = try file.resourceValues(forKeys: Set(keys))
      guard values.isRegularFile == true, (values.fileSize ?? 0) < 1_000_000 else { continue }
      paths.append(String(file.path.dropFirst(root.path.count + 1)))
      if paths.count > 20_000 { throw CheckError("It has more than 20,000 files.") }
    }
    return paths
  }
}

/// A class: a folder with a folder or a ZIP archive for each learner.
struct SchoolClass {
  let folder: URL

  /// The names of what was handed in, in order.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { name in
        var isFolder: ObjCBool = false
        let path = folder.appendingPathComponent(name).path
        return !name.hasPrefix(".")
          && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
          && (isFolder.boolValue || name.lowercased().hasSuffix(".zip"))
      }.sorted()
  }

  /// Reads one submission; an archive is unpacked for that.
  func submission(_ name: String, of workbook: Workbook) throws -> Submission {
    let place = folder.appendingPathComponent(name)
    guard name.lowercased().hasSuffix(".zip") else {
      return try Submission(name: name, folder: place, workbook: workbook)
    }
    let unpacked = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: unpacked) }
    let limits = "ulimit -f 200000; exec timeout 60 unzip -q \"$1\" -d \"$2\""
    let outcome = try shell(["sh", "-c", limits, "sh", place.path, unpacked.path], in: folder)
    guard outcome.status == 0 else {
      throw CheckError("It can't be unpacked: \(outcome.tail(1)) (unzip: \(outcome.status))")
    }
    return try Submission(name: String(name.dropLast(4)), folder: unpacked, workbook: workbook)
  }
}

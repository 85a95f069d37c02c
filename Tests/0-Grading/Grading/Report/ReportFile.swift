import Foundation
import Groundwork

// `report.json` is there for instructors' tools. A copy of its own for each half remembers the
// verdicts that a filtered run keeps: grading the solutions doesn't make the lessons forgotten.

/// Where the reports are kept.
struct ReportFolder {
  /// The folder that holds Package.swift.
  let root: String
  /// The folder of the reports.
  let path: String

  /// The reports are in `.build/workbook` if no other path is given.
  init(root: String, path: String? = nil) {
    self.root = root
    self.path = path ?? root + "/.build/workbook"
  }

  /// The package that this build was made from, wherever `swift test` is called.
  ///
  /// The variable `WORKBOOK_REPORTS` names another folder for the reports: for programs that run at the
  /// same time.
  static var ofPackage: ReportFolder {
    ReportFolder(
      root: String(Package.folder.dropLast()),
      path: getenv("WORKBOOK_REPORTS").map { String(cString: $0) })
  }

  /// The report of the last run of `half`, if there is one that can be read.
  func read(_ half: Half) -> Report? {
    guard let data = FileManager.default.contents(atPath: "\(path)/\(half.rawValue).json") else {
      return nil
    }
    return try? JSONDecoder().decode(Report.self, from: data)
  }

  /// Replaces `report.json`, whole: a reader sees the old report or the new one.
  ///
  /// - Throws: `SystemError`, if the folder can't be made or written.
  func write(_ report: Report) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let bytes = try encoder.encode(report) + Data("\n".utf8)
    for folder in [root + "/.build", path] where mkdir(folder, 0o777) != 0 && errno != EEXIST {
      throw SystemError("mkdir", detail: folder)
    }
    try replace("\(path)/\(report.half.rawValue).json", with: bytes)
    try replace("\(path)/report.json", with: bytes)
  }

  private func replace(_ file: String, with bytes: Data) throws {
    let draft = "\(file).\(getpid())"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError("open", detail: draft) }
    // `&&` keeps `errno` that of the first call that failed.
    let isWritten = bytes.withUnsafeBytes { writeAll($0, to: descriptor) } && close(descriptor) == 0
    guard isWritten && rename(draft, file) == 0 else {
      let error = SystemError(isWritten ? "rename" : "write", detail: file)
      unlink(draft)
      throw error
    }
  }

}

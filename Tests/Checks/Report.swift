import Foundation

/// What the grader leaves in `.build/workbook/report.json`, as far as it is read here.
struct Report: Decodable {
  let half: String
  let exercises: [Exercise]

  struct Exercise: Decodable {
    let id: String
    let file: String
    let line: Int
    let verdict: String
    /// The other exercise that is not started, such as `1.1`, if a test came to it.
    let blockedBy: String?
    let tests: [Test]
  }

  struct Test: Decodable {
    let name: String
    /// `works` or `holds`.
    let level: String
    let verdict: String
    let message: String
  }

  /// What is said of the exercise `id`; throws if that is nothing.
  func exercise(_ id: String) throws -> Exercise {
    guard let exercise = exercises.first(where: { $0.id == id }) else {
      throw CheckError("The report does not mention exercise \(id).")
    }
    return exercise
  }

  /// Where the grader of the package in `folder` puts its report.
  static func url(in folder: URL) -> URL {
    folder.appendingPathComponent(".build/workbook/report.json")
  }

  /// Removes earlier reports of the package in `folder`, so that none is taken for a new one.
  static func remove(in folder: URL) {
    try? FileManager.default.removeItem(at: url(in: folder).deletingLastPathComponent())
  }

  init(in folder: URL) throws { try self.init(at: Self.url(in: folder)) }

  init(at file: URL) throws {
    guard let data = try? Data(contentsOf: file) else {
      throw CheckError("The grader left no \(file.path).")
    }
    self = try JSONDecoder().decode(Self.self, from: data)
  }
}

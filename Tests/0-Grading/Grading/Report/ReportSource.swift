import CPlatform
import Foundation
import Groundwork

/// Reads the sources of the exercises.
final class ReportSource {
  private let root: String
  private let half: Half
  /// When the program was made from them.
  private let buildTime: Int64
  /// Of what a lesson's exercises have in common, by its folder.
  private var shared: [String: UInt64] = [:]

  /// - Parameters:
  ///   - root: The folder that holds Package.swift.
  ///   - half: Whose exercises.
  ///   - program: The program that was made from them.
  init(root: String, half: Half, program: String = "/proc/self/exe") {
    self.root = root
    self.half = half
    buildTime = workbook_change_time(program)
  }

  /// What the report wants to know of an exercise's source.
  func source(_ lesson: Lesson, _ exercise: Exercise) -> ExerciseSource {
    let path = "\(root)/\(half.folder)/\(lesson.folder)/\(exercise.name).swift"
    guard let data = FileManager.default.contents(atPath: path) else { return ExerciseSource() }
    let tests = "\(root)/Tests/\(lesson.folder)/\(exercise.name).swift"
    let all = hash(tests, from: hash(data, from: hashOfShared(lesson)))
    let isAsBuilt = workbook_change_time(path) <= buildTime
    return ExerciseSource(
      line: beginning(of: String(decoding: data, as: UTF8.self)),
      fingerprint: isAsBuilt ? String(all, radix: 16) : nil,
      testCount: TestRecords.testCount(lesson: lesson.folder, exercise: exercise.name))
  }

  /// What the lesson gives, and what its tests share: some tests of an exercise are there, too.
  private func hashOfShared(_ lesson: Lesson) -> UInt64 {
    if let known = shared[lesson.folder] { return known }
    let folders = ["Lessons/\(lesson.folder)/Given", "Tests/\(lesson.folder)/Helpers"]
    let files = folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
      return names.sorted().map { "\(root)/\(folder)/\($0)" }
    }
    let hash = files.reduce(0) { self.hash($1, from: $0) }
    shared[lesson.folder] = hash
    return hash
  }

  private func hash(_ file: String, from before: UInt64) -> UInt64 {
    hash(FileManager.default.contents(atPath: file) ?? Data(), from: before)
  }

  private func hash(_ data: Data, from before: UInt64) -> UInt64 {
    data.withUnsafeBytes { workbook_hash(before, $0.baseAddress, $0.count) }
  }
}

/// The line of the first `todo(` in `source`, or else of its first declaration.
///
/// Comments don't count. 1 if there is neither.
func beginning(of source: String) -> Int {
  let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    line.drop { $0 == " " }
  }
  func first(_ isWanted: (Substring) -> Bool) -> Int? {
    lines.firstIndex { !$0.hasPrefix("//") && isWanted($0) }.map { $0 + 1 }
  }
  let declarations: Set<Substring> = ["func", "init", "var", "struct", "class", "enum"]
  return first { $0.contains("todo(") }
    ?? first { $0.split { $0 == " " || $0 == "(" }.contains(where: declarations.contains) }
    ?? 1
}

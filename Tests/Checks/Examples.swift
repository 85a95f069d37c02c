import Foundation

/// Examples in the documentation are compiled, against the modules that `swift build` made.
let examples = Check(
  name: "examples",
  summary: "Examples in doc comments compile; each public type of the library has one."
) { workbook, _ in
  let sources = try workbook.files(under: "Lessons", ".swift").map {
    Source(path: $0, lines: try workbook.lines($0))
  }
  let fences = sources.flatMap(\.fences)
  return sources.filter(\.isOfLibrary).flatMap(\.problems) + fences.compactMap(\.problem)
    + (try compile(fences.filter(\.isClosed), workbook))
}

/// Files whose public types need no example, by the ends of their paths, and why.
private let excused = [
  "/Given/Programs.swift": "Parts of the tutorials' programs: Solutions/Tour shows them whole."
]

/// A fence in a doc comment.
private struct Fence {
  let path: String
  /// The index of the line that opens it.
  let start: Int
  /// What is in it, without the slashes.
  var code: [Substring] = []
  var isClosed = false

  /// A function with the code as its body; each line has the number that it has in the original.
  ///
  /// The modules are those that whoever reads this file knows: the floor, and its own lesson, which
  /// exports the earlier ones.
  var source: String {
    let folder = path.split(separator: "/")[1]
    let lesson = folder == "0-Groundwork" ? "" : "import \(solution(folder)); "
    let effects = code.contains { $0.contains("await ") } ? "async throws" : "throws"
    return String(repeating: "\n", count: start)
      + "import Groundwork; \(lesson)private func example() \(effects) {\n"
      + code.joined(separator: "\n") + "\n}\n"
  }

  var problem: Problem? {
    if isClosed { return nil }
    return Problem(
      path, line: start + 1, "The fence is not closed.",
      advice: "End it by a line of three backticks.")
  }
}

private struct Source {
  let path: String
  let lines: [Substring]

  /// Whether it declares what both halves are given.
  var isOfLibrary: Bool {
    (path.contains("/Given/") || path.hasPrefix("Lessons/0-Groundwork/Groundwork/"))
      && !excused.keys.contains { path.hasSuffix($0) }
  }

  /// The examples: fences that say that they hold Swift.
  var fences: [Fence] {
    var fences: [Fence] = []
    var open: Fence?
    for (index, line) in lines.enumerated() {
      let comment = line.drop { $0 == " " }
      guard var fence = open else {
        if comment == "/// ```swift" { open = Fence(path: path, start: index) }
        continue
      }
      let text = comment.dropFirst(comment.hasPrefix("/// ") ? 4 : 3)
      fence.isClosed = text == "```"
      if fence.isClosed || !comment.hasPrefix("///") {
        fences.append(fence)
        open = nil
      } else {
        open?.code.append(text)
      }
    }
    return fences
  }

  /// The public types without an example; errors need none.
  var problems: [Problem] {
    lines.enumerated().compactMap { index, line in
      let declaration = #/public (?:final )?(?:actor|class|enum|protocol|struct) (\w+).*/#
      guard let type = line.wholeMatch(of: declaration)?.1, !type.hasSuffix("Error"),
        !lines[..<index].reversed().prefix(while: { $0.hasPrefix("///") || $0.hasPrefix("@") })
          .contains("/// ```swift")
      else { return nil }
      return Problem(
        path, line: index + 1, "There is no example of \(type).",
        advice:
          "Show in its doc comment how it is used, in 3 to 10 lines between /// ```swift and /// ```."
      )
    }
  }
}

/// The module of a lesson's solutions.
private func solution(_ folder: some StringProtocol) -> String {
  "Solution\(folder.drop { $0 != "-" }.dropFirst())"
}

/// Compiles each example in a file of its own, all in one run of the compiler; warnings count.
private func compile(_ fences: [Fence], _ workbook: Workbook) throws -> [Problem] {
  let built = try shell(["swift", "build", "--show-bin-path"], in: workbook.root)
  guard built.status == 0 else { throw CheckError("swift build fails:\n\(built.output)") }
  let products = built.output.trimmingCharacters(in: .newlines)
  for lesson in workbook.lessons {
    let module = "\(products)/Modules/\(solution(lesson.folder)).swiftmodule"
    guard FileManager.default.fileExists(atPath: module) else {
      throw CheckError("\(module) is missing: run `swift build` first.")
    }
  }
  let folder = workbook.url(".build/checks/examples")
  try? FileManager.default.removeItem(at: folder)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  for (number, fence) in fences.enumerated() {
    let file = folder.appendingPathComponent("\(number).swift")
    try fence.source.write(to: file, atomically: true, encoding: .utf8)
  }
  // As far as SIL: what would be a race between threads is found only there.
  let outcome = try shell(
    ["swiftc", "-emit-sil", "-o", "/dev/null", "-wmo", "-parse-as-library", "-swift-version", "6"]
      + ["-module-name", "Examples", "-diagnostic-style", "llvm", "-I", "\(products)/Modules"]
      + ["-Xcc", "-fmodule-map-file=\(products)/CPlatform.build/module.modulemap"]
      + fences.indices.map { "\($0).swift" }, in: folder)
  let reports = outcome.output.matches(
    of: #/(?m)^(?:.*\/)?(\d+)\.swift:(\d+):\d+: (?:error|warning): (.+)$/#)
  if outcome.status != 0, reports.isEmpty {
    throw CheckError("The compiler failed:\n\(outcome.tail())")
  }
  return reports.compactMap { report in
    guard let number = Int(report.1), let line = Int(report.2) else { return nil }
    return Problem(
      fences[number].path, line: line, "The compiler says of this example: \(report.3).",
      advice: "Correct it. It sees what its own lesson and earlier ones declare as public.")
  }
}

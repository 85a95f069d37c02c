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

  /// A function with the code as its body, which the compiler takes for lines of the original.
  ///
  /// The modules are those that whoever reads this file knows: the floor, and its own lesson, which
  /// exports the earlier ones.
  var source: String {
    let folder = path.split(separator: "/")[1]
    let lesson =
      folder.hasPrefix("0-") ? "" : "import Solution\(folder.drop { $0 != "-" }.dropFirst())"
    let effects = code.contains { $0.contains("await ") } ? "async throws" : "throws"
    return """
      import Groundwork
      \(lesson)
      func example\(start)() \(effects) {
      #sourceLocation(file: "\(path)", line: \(start + 2))
      \(code.joined(separator: "\n"))
      #sourceLocation()
      }
      """
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
    for (index, line) in lines.enumerated() {
      let comment = line.drop { $0 == " " }
      let isOpen = fences.last?.isClosed == false
      if isOpen, comment.hasPrefix("///") {
        let text = comment.dropFirst(comment.hasPrefix("/// ") ? 4 : 3)
        if text == "```" {
          fences[fences.count - 1].isClosed = true
        } else {
          fences[fences.count - 1].code.append(text)
        }
      } else if comment == "/// ```swift" {
        fences.append(Fence(path: path, start: index))
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

/// Compiles each example in a file of its own, all in one run of the compiler; warnings count.
private func compile(_ fences: [Fence], _ workbook: Workbook) throws -> [Problem] {
  let built = try shell(["swift", "build", "--show-bin-path"], in: workbook.root)
  guard built.status == 0 else { throw CheckError("swift build fails:\n\(built.output)") }
  let products = URL(fileURLWithPath: built.output.trimmingCharacters(in: .newlines))
  let modules = products.appendingPathComponent("Modules")
  guard let last = workbook.lessons.last?.folder.drop(while: { $0 != "-" }).dropFirst(),
    FileManager.default.fileExists(
      atPath: modules.appendingPathComponent("Solution\(last).swiftmodule").path)
  else { throw CheckError("The modules are not built: run `swift build` first.") }

  let folder = workbook.url(".build/checks/examples")
  try? FileManager.default.removeItem(at: folder)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  let files = try fences.enumerated().map { number, fence in
    let file = folder.appendingPathComponent("Example\(number).swift")
    try fence.source.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }
  // As far as SIL: what would be a race between threads is found only there.
  let outcome = try shell(
    ["swiftc", "-emit-sil", "-o", "/dev/null", "-wmo", "-parse-as-library", "-swift-version", "6"]
      + ["-module-name", "Examples", "-diagnostic-style", "llvm", "-I", modules.path]
      + ["-Xcc", "-fmodule-map-file=\(products.path)/CPlatform.build/module.modulemap"] + files,
    in: workbook.root)
  let problems = outcome.output.matches(of: #/(?m)^(.+?):(\d+):\d+: (?:error|warning): (.+)$/#).map
  {
    Problem(
      String($0.1), line: Int($0.2), "The example doesn't compile: \($0.3).",
      advice: "Correct it; it sees the public declarations of its own lesson and the earlier ones.")
  }
  if outcome.status != 0, problems.isEmpty {
    throw CheckError("The compiler failed:\n\(outcome.tail())")
  }
  return problems
}

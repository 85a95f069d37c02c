import Foundation

/// A stub is its solution without the body: same declarations, same documentation.
let declarations = Check(
  name: "declarations",
  summary: "Stubs and solutions declare and document the same."
) { workbook, _ in
  try workbook.exercises.flatMap { try text(of: $0, workbook) } + symbols(workbook)
}

/// Each line of a stub occurs in the solution, in the same order, except for its `todo(…)`.
private func text(of exercise: Workbook.Exercise, _ workbook: Workbook) throws -> [Problem] {
  let stub = "Lessons/\(exercise.path)"
  let solution = "Solutions/\(exercise.path)"
  guard workbook.files.contains(stub), workbook.files.contains(solution) else { return [] }
  var rest = try workbook.lines(solution)[...]
  // Inside a todo() until its parentheses are closed.
  var depth = 0
  for (index, line) in try workbook.lines(stub).enumerated() {
    let code = line.drop { $0 == " " }
    if depth > 0 || code.hasPrefix("todo(") {
      depth += code.count { $0 == "(" } - code.count { $0 == ")" }
      continue
    }
    if code.isEmpty { continue }
    guard let place = rest.firstIndex(of: line) else {
      return [
        Problem(
          stub, line: index + 1, "`\(code)` does not follow in \(solution).",
          advice: "A stub is its solution with bodies replaced by todo(): correct one of them.")
      ]
    }
    rest = rest[(place + 1)...]
  }
  return []
}

/// Compares the symbol graphs of LessonX and SolutionX.
private func symbols(_ workbook: Workbook) throws -> [Problem] {
  let outcome = try shell(
    ["swift", "package", "dump-symbol-graph", "--minimum-access-level", "internal"]
      + ["--skip-synthesized-members", "--skip-inherited-docs"], in: workbook.root)
  guard outcome.status == 0,
    let folder = outcome.output.firstMatch(of: #/Files written to (.+)/#)?.1
  else { throw CheckError("The symbols can't be dumped:\n\(outcome.tail())") }
  let graphs = URL(fileURLWithPath: String(folder))
  return try workbook.lessons.flatMap { lesson in
    let name = lesson.folder.drop { $0 != "-" }.dropFirst()
    let stubs = try Interface(of: "Lesson\(name)", in: graphs, workbook)
    let solutions = try Interface(of: "Solution\(name)", in: graphs, workbook)
    return stubs.differences(from: solutions, half: "solution")
      + solutions.differences(from: stubs, half: "stub")
  }
}

/// What a module declares, in a form that does not name the module.
private struct Interface {
  /// Where each declaration is, by its text with its documentation.
  private var places: [String: (path: String, line: Int)] = [:]

  init(of module: String, in folder: URL, _ workbook: Workbook) throws {
    // Extensions of other modules' types are in files of their own, `Module@Other`.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0 == "\(module).symbols.json" || $0.hasPrefix("\(module)@") }
    if names.isEmpty { throw CheckError("There is no symbol graph of \(module).") }
    for name in names {
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      let graph = try JSONDecoder().decode(Graph.self, from: data)
      let paths = Dictionary(
        graph.symbols.map { ($0.identifier.precise, $0.path) },
        uniquingKeysWith: { first, _ in first })
      for symbol in graph.symbols {
        let file = URL(string: symbol.location?.uri ?? "")?.path ?? module
        places[symbol.text] = (
          file.replacingOccurrences(of: workbook.root.path + "/", with: ""),
          (symbol.location?.position.line ?? 0) + 1
        )
      }
      for relation in graph.relationships where relation.kind == "conformsTo" {
        guard let source = paths[relation.source] else { continue }
        let target = paths[relation.target] ?? relation.target(inHalf: module)
        places["\(source): \(target)"] = (module, 1)
      }
    }
  }

  /// What is here and not in `other`, the other half.
  func differences(from other: Interface, half: String) -> [Problem] {
    places.filter { other.places[$0.key] == nil }
      .sorted { ($0.value.path, $0.value.line) < ($1.value.path, $1.value.line) }
      .map {
        Problem(
          $0.value.path, line: $0.value.line, "The \(half) has not got\n  \($0.key)",
          advice: "Make declaration and documentation the same in both, "
            + "or a helper of the solution `private`.")
      }
  }
}

/// The part of a symbol graph that is read here.
private struct Graph: Decodable {
  let symbols: [Symbol]
  let relationships: [Relation]

  struct Symbol: Decodable {
    struct Identifier: Decodable { let precise: String }
    struct Fragment: Decodable { let spelling: String }
    struct Documentation: Decodable {
      struct Line: Decodable { let text: String }
      let lines: [Line]
    }
    struct Location: Decodable {
      struct Position: Decodable { let line: Int }
      let uri: String
      let position: Position
    }
    let identifier: Identifier
    let pathComponents: [String]
    let declarationFragments: [Fragment]?
    let docComment: Documentation?
    let accessLevel: String
    let location: Location?

    var path: String { pathComponents.joined(separator: ".") }
    var text: String {
      ([accessLevel + " " + path + ": " + (declarationFragments ?? []).map(\.spelling).joined()]
        + (docComment?.lines ?? []).map { "/// " + $0.text }).joined(separator: "\n  ")
    }
  }

  struct Relation: Decodable {
    let kind: String
    let source: String
    let target: String
    let targetFallback: String?

    /// What another module declares, without the half that it belongs to.
    ///
    /// Lessons use each other: `LessonPool.PoolTask` in a stub is `SolutionPool.PoolTask` in its
    /// solution.
    func target(inHalf module: String) -> String {
      let half = module.hasPrefix("Lesson") ? "Lesson" : "Solution"
      let name = targetFallback ?? target
      return name.hasPrefix(half) ? String(name.dropFirst(half.count)) : name
    }
  }
}

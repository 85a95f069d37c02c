/// A solution with one small change, which its tests should notice.
struct Mutant: Sendable {
  let exercise: Workbook.Exercise
  /// From 1, in the exercise.
  let number: Int
  /// The changed line, from 1.
  let line: Int
  /// The function and the kind of change, such as `unlock, drop`.
  let title: String
  /// The changed lines as they were.
  let before: String
  /// The changed lines as they are.
  let after: String

  /// The solution's path.
  var path: String { "Solutions/\(exercise.path)" }

  /// What the lists know it by: the place in the file is no part of it.
  var key: String { "\(exercise.name) \(title)\n- \(before)\n+ \(after)" }

  /// The value of the variable that chooses it.
  var choice: String { "\(exercise.lesson)/\(exercise.name)#\(number)" }

  /// As a small difference.
  var difference: String { "\(path):\(line): \(title)\n  - \(before)\n  + \(after)" }
}

/// The solution of an exercise with all of its mutants in one file.
///
/// Each body is there once for each of its mutants, in a `switch` over a number that the variable
/// `WORKBOOK_MUTANT` says. A process reads it once; its children inherit the variable.
struct MutatedFile {
  /// What the variable of the environment is called.
  static let variable = "WORKBOOK_MUTANT"

  let exercise: Workbook.Exercise
  /// Another one if other mutants can be made of the solution.
  let fingerprint: String
  private(set) var mutants: [Mutant]
  private let source: SwiftText
  private let bodies: [(body: Body, edits: [Int: Edit])]

  init(_ exercise: Workbook.Exercise, text: String) {
    self.exercise = exercise
    source = SwiftText(text)
    var mutants: [Mutant] = []
    var bodies: [(body: Body, edits: [Int: Edit])] = []
    for body in source.bodies() {
      var edits: [Int: Edit] = [:]
      for edit in source.edits(of: body) {
        let number = mutants.count + 1
        edits[number] = edit
        mutants.append(
          Mutant(exercise, number, "\(body.name), \(edit.kind)", source.difference(edit, in: body)))
      }
      bodies.append((body, edits))
    }
    self.mutants = mutants
    self.bodies = bodies
    fingerprint = Self.fingerprint(of: mutants.map(\.key).joined(separator: "\n"))
  }

  /// The text's hash, by FNV-1a.
  private static func fingerprint(of text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }

  /// Leaves out mutants.
  mutating func keep(_ isKept: (Mutant) -> Bool) { mutants.removeAll { !isKept($0) } }

  /// The Swift code, and whose code its lines are.
  func code() -> (text: String, owners: [MutatedLines]) {
    if mutants.isEmpty { return (source.text(source.characters.indices), []) }
    let kept = Set(mutants.map(\.number))
    var writer = Writer()
    var owners: [MutatedLines] = []
    var place = 0
    for (body, edits) in bodies {
      let numbers = edits.keys.filter(kept.contains).sorted()
      if numbers.isEmpty { continue }
      writer.add(source.text(place..<body.characters.lowerBound))
      let first = writer.line
      writer.add("\nlet theMutant = \(name)\nswitch theMutant {\n")
      var lines: [Int: Range<Int>] = [:]
      var open: Set<Int> = []
      for number in numbers {
        guard let edit = edits[number] else { continue }
        let start = writer.line
        let text = source.text(body.characters, with: edit)
        let (code, ends) = Self.branch(text, of: body)
        if !ends { open.insert(number) }
        writer.add("case \(number):\n\(code)\n")
        lines[number] = start..<writer.line
      }
      writer.add("default:\n\(Self.branch(source.text(body.characters), of: body).code)\n}\n")
      owners.append(.init(all: first..<writer.line + 1, mutants: lines, open: open))
      place = body.characters.upperBound
    }
    writer.add(source.text(place..<source.characters.count))
    writer.add("\n\(chooser)")
    return (writer.text, owners)
  }

  private var name: String {
    "mutantOf" + exercise.id.replacing(".", with: "_")
  }

  /// `@inlinable` bodies use it as well.
  private var chooser: String {
    """
    @usableFromInline let \(name): Int = {
      guard let text = getenv("\(Self.variable)") else { return 0 }
      let parts = String(cString: text).split(separator: "#")
      return parts.first == "\(exercise.lesson)/\(exercise.name)" ? Int(parts[1]) ?? 0 : 0
    }()

    """
  }

  /// The code of a body as a branch of the `switch`, and whether it surely ends with a jump.
  private static func branch(_ text: String, of body: Body) -> (code: String, ends: Bool) {
    let source = SwiftText(text)
    let statements = source.blocks(in: source.tokens.indices)[0]
    guard let first = statements.first else { return (text + "\nbreak", body.result == nil) }
    let jumps = ["return", "throw", "do", "while", "for", "defer", "guard", "let", "var"]
    let isBlock = ["if", "switch"].contains(first.keyword)
    let isValue =
      statements.count == 1 && body.result != nil && !jumps.contains(first.keyword)
      && !(isBlock && source.tokens.contains { $0.text == "return" })
    if !isValue { return (text, body.result == nil || source.endsSurely(statements)) }
    // The only expression of a function is what it returns; that of a branch is not.
    let start = source.tokens[first.tokens.lowerBound].range.lowerBound
    return (source.text(0..<start) + "return " + source.text(start..<source.characters.count), true)
  }
}

/// The lines of one body in a file with mutants.
struct MutatedLines {
  /// From the body's first line to behind its last.
  let all: Range<Int>
  /// Those of each mutant, by its number.
  let mutants: [Int: Range<Int>]
  /// The mutants that may go on behind their end.
  let open: Set<Int>

  /// The mutants to blame for an error in a line.
  func blamed(for line: Int) -> [Int] {
    if let own = mutants.first(where: { $0.value.contains(line) }) { return [own.key] }
    if !all.contains(line) { return [] }
    return open.isEmpty ? Array(mutants.keys) : Array(open)
  }
}

/// Text that knows its last line.
private struct Writer {
  private(set) var text = ""
  private(set) var line = 1

  mutating func add(_ more: String) {
    text += more
    line += more.count { $0 == "\n" }
  }
}

extension Mutant {
  fileprivate init(
    _ exercise: Workbook.Exercise, _ number: Int, _ title: String,
    _ difference: (line: Int, before: String, after: String)
  ) {
    self.init(
      exercise: exercise, number: number, line: difference.line, title: title,
      before: difference.before, after: difference.after)
  }
}

extension SwiftText {
  /// The lines that an edit changes.
  fileprivate func difference(
    _ edit: Edit, in body: Body
  ) -> (line: Int, before: String, after: String) {
    func lines(_ text: String) -> [Substring] {
      text.split(separator: "\n", omittingEmptySubsequences: false)
    }
    var old = lines(text(0..<body.characters.upperBound))[...]
    var new = lines(text(0..<body.characters.upperBound, with: edit))[...]
    var line = 1
    while old.count > 1, let first = old.first, first == new.first {
      old.removeFirst()
      new.removeFirst()
      line += 1
    }
    while old.count > 1, let last = old.last, last == new.last {
      old.removeLast()
      new.removeLast()
    }
    func joined(_ lines: ArraySlice<Substring>) -> String {
      lines.map { $0.drop { $0 == " " } }
        .filter { !$0.isEmpty && !$0.hasPrefix("//") }
        .joined(separator: " ⏎ ")
    }
    return (line, joined(old), joined(new))
  }

  /// Whether whoever runs the statements never comes behind them.
  func endsSurely(_ statements: [Statement]) -> Bool {
    guard let last = statements.last else { return false }
    let words = tokens[last.tokens].map(\.text)
    switch last.keyword {
    case "return", "throw", "fatalError", "_exit", "exit": return true
    case "while": return words[1] == "true" && !words.contains("break")
    case "if", "do", "switch":
      if last.keyword == "if", !words.contains("else") { return false }
      return branches(of: last).allSatisfy { endsSurely($0) }
    default: return false
    }
  }

  private func branches(of statement: Statement) -> [[Statement]] {
    var found: [[Statement]] = []
    var place = statement.tokens.lowerBound
    while place < statement.tokens.upperBound {
      if "([".contains(tokens[place].text) { place = partner(of: place) }
      if tokens[place].text == "{" {
        let close = partner(of: place)
        let isSwitch = statement.keyword == "switch"
        found += topBlocks(in: place + 1..<close, isSwitch: isSwitch)
        place = close
      }
      place += 1
    }
    return found
  }
}

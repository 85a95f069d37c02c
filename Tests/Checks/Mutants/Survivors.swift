/// The mutants that pass their tests, and why: the files in Tests/Mutants, one a lesson.
struct Survivors {
  /// Where they are.
  static let folder = "Tests/Mutants"

  enum Reason: Equatable {
    /// It does what the solution does, as far as a test can see.
    case equivalent
    /// A test is missing.
    case open
    /// The tests of this exercise must reject it instead: its own ones come too early.
    case later(String)
  }

  struct Entry {
    let path: String
    let line: Int
    let exercise: String
    let key: String
    let reason: Reason
  }

  let entries: [Entry]
  private let reasons: [String: Reason]

  /// Reads the lists: an entry is the exercise with the mutant's title, the lines before and after, and
  /// `equivalent:`, `open:` or `later, EXERCISE:` with the reason, which may go on in more lines.
  init(of workbook: Workbook) throws {
    var entries: [Entry] = []
    for path in workbook.files(under: Self.folder, ".txt") {
      let lines = try workbook.lines(path).map(String.init)
      for index in lines.indices where lines[index].hasPrefix("- ") || lines[index] == "-" {
        guard index > 0, index + 2 < lines.count, lines[index + 1].hasPrefix("+"),
          let reason = Self.reason(lines[index + 2])
        else {
          throw CheckError("\(path):\(index + 1): An entry has five lines: see CONTRIBUTING.md.")
        }
        let key = Self.plain(lines[index - 1...index + 1].joined(separator: "\n"))
        entries.append(
          Entry(
            path: path, line: index, exercise: String(lines[index - 1].prefix { $0 != " " }),
            key: key, reason: reason))
      }
    }
    self.entries = entries
    reasons = Dictionary(entries.map { ($0.key, $0.reason) }) { first, _ in first }
  }

  /// Why the mutant may pass; nil if it may not.
  func reason(for mutant: Mutant) -> Reason? { reasons[Self.plain(mutant.key)] }

  /// Whether a test must reject the mutant.
  func mustFail(_ mutant: Mutant) -> Bool {
    switch reason(for: mutant) {
    case nil, .later?: true
    case .equivalent?, .open?: false
    }
  }

  /// The entries for exercises of `mutants` that are about none of them.
  func stale(for mutants: [Mutant]) -> [Entry] {
    let names = Set(mutants.map(\.exercise.name))
    let keys = Set(mutants.map { Self.plain($0.key) })
    return entries.filter { names.contains($0.exercise) && !keys.contains($0.key) }
  }

  private static func reason(_ line: String) -> Reason? {
    if line.hasPrefix("equivalent: ") { return .equivalent }
    if let match = line.prefixMatch(of: #/later, (\S+): /#) { return .later(String(match.1)) }
    return line.hasPrefix("open:") ? .open : nil
  }

  /// Editors remove spaces at the ends of lines.
  private static func plain(_ key: String) -> String {
    key.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in line.last == " " ? line.dropLast() : line }
      .joined(separator: "\n")
  }
}

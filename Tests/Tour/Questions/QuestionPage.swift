import Foundation

/// A page “Check yourself”: its questions, with their choices and answers.
struct QuestionPage {
  /// A question, as the page asks and answers it.
  struct Question {
    /// Such as `1.4`.
    let name: String
    /// The last sentence before the choices.
    var sentence = ""
    /// The choices, by their letters.
    var choices: [String: String] = [:]
    /// The letters of those that the page says are right.
    var right: Set<String> = []
    /// What the answer says about each choice, by its letter.
    var reasons: [String: String] = [:]
  }

  /// What the page is called in messages.
  let name: String
  private(set) var questions: [Question] = []

  /// Every page, in the order of the lessons.
  static func all() throws -> [QuestionPage] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    let catalog = root.appending(path: "docs/Workbook.docc").standardizedFileURL
    let lessons = try FileManager.default.contentsOfDirectory(atPath: catalog.path).sorted()
    return try lessons.compactMap { lesson in
      let number = lesson.prefix { $0 != "-" }
      let page = catalog.appending(path: "\(lesson)/check-yourself-\(number).md")
      guard FileManager.default.fileExists(atPath: page.path) else { return nil }
      return QuestionPage(
        lesson: String(number), text: try String(contentsOf: page, encoding: .utf8))
    }
  }

  init(lesson: String, text: String) {
    name = "check-yourself-\(lesson).md"
    var answered: Int?
    var letter: String?
    var isCode = false
    var isAnswers = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isCode.toggle() }
      if isCode { continue }
      if line == "## Answers" { isAnswers = true }
      if let heading = line.wholeMatch(of: #/### (\d)\. .*/#) {
        questions.append(Question(name: "\(lesson).\(heading.1)"))
        letter = nil
      } else if let heading = line.wholeMatch(
        of: #/### Answer (\d): ([A-D](?:(?:, | and )[A-D])*)/#)
      {
        answered = Int(heading.1).map { $0 - 1 }
        letter = nil
        edit(answered) { $0.right = Set(heading.2.filter(\.isUppercase).map(String.init)) }
      } else if let choice = line.wholeMatch(of: #/- \*\*([A-D])\.\*\* (.*)/#) {
        letter = String(choice.1)
        add(String(choice.2), to: letter, answered)
      } else if letter != nil, line.hasPrefix("  ") {
        add(" " + line.drop { $0 == " " }, to: letter, answered)
      } else if !line.isEmpty {
        letter = nil
        if !isAnswers { edit(questions.count - 1) { $0.sentence = String(line) } }
      }
    }
  }

  private mutating func edit(_ index: Int?, _ body: (inout Question) -> Void) {
    if let index, questions.indices.contains(index) { body(&questions[index]) }
  }

  private mutating func add(_ text: String, to letter: String?, _ answered: Int?) {
    guard let letter else { return }
    if let answered {
      edit(answered) { $0.reasons[letter, default: ""] += text }
    } else {
      edit(questions.count - 1) { $0.choices[letter, default: ""] += text }
    }
  }
}

/// What a program prints, and what becomes of it.
struct QuestionOutcome: Hashable {
  enum End: Hashable {
    case returns
    case fails
    case hangs
  }

  let lines: [String]
  let end: End
}

extension QuestionOutcome {
  /// What a choice says: each code in it is a line of the output, and words tell how it ends.
  init(choice: String) {
    lines = choice.matches(of: #/`([^`]*)`/#).map { String($0.1) }
    end = choice.contains("hangs") ? .hangs : choice.contains("error") ? .fails : .returns
  }
}

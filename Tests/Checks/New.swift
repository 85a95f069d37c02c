import Foundation

/// The files of a new exercise at the end of a lesson, with the headings that the checks ask for.
///
/// Where it says `FIXME`, a person goes on; `.ci/check layout` finds what is left of it.
struct NewExercise {
  private let workbook: Workbook
  private let lesson: Workbook.Lesson
  private let exercise: Workbook.Exercise

  /// - Parameters:
  ///   - words: `4.11 "Title of it" 20`, the last one the minutes that it takes.
  ///   - workbook: What gets the exercise.
  /// - Throws: `CheckError` if the words are wrong, or no exercise can have this number.
  init(_ words: [String], workbook: Workbook) throws {
    let usage = "usage: .ci/check new ID TITLE MINUTES, such as: .ci/check new 4.11 'Fair lock' 20"
    guard words.count == 3, let minutes = Int(words[2]), minutes > 0,
      let id = words[0].wholeMatch(of: #/(\d+)\.(\d+)/#), let number = Int(id.2)
    else { throw CheckError(usage) }
    guard let lesson = workbook.lessons.first(where: { $0.number == id.1 }) else {
      throw CheckError("There is no lesson \(id.1).\n\(usage)")
    }
    guard number == lesson.exercises.count + 1 else {
      throw CheckError(
        "The next exercise of \(lesson.folder) is \(id.1).\(lesson.exercises.count + 1): filters, "
          + "verdicts and pages go by the number, so a new one comes last.")
    }
    let camel = words[1].split { !$0.isLetter && !$0.isNumber }
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    guard let first = camel.first, first.isASCII, first.isLetter else {
      throw CheckError("The title has to begin with a letter: it names the file.\n\(usage)")
    }
    self.workbook = workbook
    self.lesson = lesson
    exercise = Workbook.Exercise(
      id: words[0], name: String(format: "%02d-", number) + camel, title: words[1],
      minutes: minutes, lesson: lesson.folder)
  }

  /// Writes all files.
  ///
  /// - Returns: The paths of what is new or changed.
  /// - Throws: `CheckError` if a file is there already, or the table can't be read.
  func write() throws -> [String] {
    let name = exercise.name
    var texts = [
      "Lessons/\(exercise.path)": code(
        docs: true, body: "todo(\"FIXME: the goal, not the code.\")"),
      "Solutions/\(exercise.path)": code(docs: true, body: "true  // FIXME: 3 to 25 lines"),
      "Tests/\(exercise.path)": tests,
      exercise.page: page,
    ]
    for number in 1...3 {
      texts["Tests/Mistakes/\(lesson.folder)/\(name)/mistake-\(number).swift"] =
        """
        // Mistake: FIXME: One sentence: what is wrong.
        // Caught by: \(Self.test)
        // Verdict: failed

        \(code(docs: false, body: "false"))
        """
    }
    let taken = texts.keys.filter(workbook.files.contains)
    if let path = taken.min() { throw CheckError("\(path) is there already.") }
    texts.merge(try changes()) { $1 }
    for (path, text) in texts {
      let url = workbook.url(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return texts.keys.sorted()
  }

  private static let test = "FIXME: one behavior, as a sentence"
  /// What the learner writes, for a start.
  private var function: String {
    let camel = exercise.name.drop { $0 != "-" }.dropFirst()
    return camel.prefix(1).lowercased() + camel.dropFirst()
  }

  private func code(docs: Bool, body: String) -> String {
    let comment = "/// FIXME: One sentence.\n///\n/// - Returns: FIXME.\n"
    return """
      import Groundwork

      \(docs ? comment : "")public func \(function)() -> Bool {
        \(body)
      }

      """
  }

  private var tests: String {
    """
    import Grading
    import Groundwork
    import Testing

    extension `\(lesson.folder)` {
      @Suite(.exercise("\(exercise.id)")) struct `\(exercise.name)` {
        @Test("\(Self.test)")
        func behavior() {
          #expect(\(function)(), "FIXME: what was seen, what was expected, and why it may be so")
        }
      }
    }

    """
  }

  private var page: String {
    func hint(_ name: String) -> String {
      "<details>\n<summary>\(name)</summary>\n\nFIXME.\n\n</details>\n"
    }
    return """
      # \(exercise.id) \(exercise.title)

      FIXME: In one sentence, what this exercise makes.

      ## Goal

      - FIXME: each thing that a test asks for.

      Edit `Lessons/\(exercise.path)`, then grade it:

      ```sh
      swift test --filter \(exercise.name)
      ```

      ## What you need to know

      FIXME.

      ## Hints

      Try it for ten minutes first. Each hint says more than the one before.

      \(["Nudge", "Concept", "Nearly the code"].map(hint).joined(separator: "\n"))
      ## Common mistakes

      **FIXME.** One for each kept mistake.

      ## In CPython and in the kernel

      FIXME.

      \(footer)

      """
  }

  /// The page before it has so far led to what comes next.
  private var footer: String {
    let last = lesson.exercises.last
    let next = last.flatMap { try? workbook.text($0.page) }?
      .firstMatch(of: #/ · (Next: \[.*)\n*$/#).map { " · " + String($0.1) }
    guard let last, let title = try? title(of: last.page) else { return "FIXME" }
    return "Previous: [\(title)](\(last.name).md)\(next ?? "")"
  }

  private func title(of page: String) throws -> String {
    String(try workbook.lines(page)[0].dropFirst(2))
  }

  /// What is there already, and names the exercise now: the table, the lesson's page, and the ways to
  /// the page.
  private func changes() throws -> [String: String] {
    guard let last = lesson.exercises.last else {
      throw CheckError(
        "\(lesson.folder) has no exercise yet: copy the first one of another lesson.")
    }
    var texts = [
      Workbook.coursePath: try workbook.text(Workbook.coursePath).inserting(
        "      Exercise(\n        id: \"\(exercise.id)\", name: \"\(exercise.name)\", "
          + "title: \"\(exercise.title)\", minutes: \(exercise.minutes)),",
        afterLastLineWith: "id: \"\(last.id)\""),
      lesson.page: try workbook.text(lesson.page).inserting(
        "| [\(exercise.id) \(exercise.title)](\(exercise.name).md) | FIXME | \(exercise.minutes) |",
        afterLastLineWith: "| [\(last.id) "),
    ]
    let here = "[\(exercise.id) \(exercise.title)]"
    let before = try workbook.text(last.page)
    texts[last.page] =
      before.contains(" · Next: ")
      ? before.replacing(#/ · Next: \[.*\]\(.*\)/#, with: " · Next: \(here)(\(exercise.name).md)")
      : before.trimmingSuffix { $0.isNewline } + " · Next: \(here)(\(exercise.name).md)\n"
    if let next = workbook.lessons.first(where: {
      Int($0.number) == Int(lesson.number).map { $0 + 1 }
    }) {
      texts[next.page] = try workbook.text(next.page).replacing(
        #/Previous: \[[^\]]*\]\([^)]*\)/#,
        with: "Previous: \(here)(../\(lesson.folder)/\(exercise.name).md)")
    }
    return texts
  }
}

extension String {
  /// The text with a line more, after the last one that holds `words`.
  ///
  /// The entry of an exercise may be broken over several lines: it ends with the bracket.
  fileprivate func inserting(_ line: String, afterLastLineWith words: String) throws -> String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard var index = lines.lastIndex(where: { $0.contains(words) }) else {
      throw CheckError("No line has `\(words)`: the new one belongs after it.")
    }
    while !lines[index].hasSuffix("),") && !lines[index].hasSuffix("|") { index += 1 }
    lines.insert(line, at: index + 1)
    return lines.joined(separator: "\n")
  }

  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, isDropped(last) { text.removeLast() }
    return text
  }
}

// The report as text, for a terminal of 80 columns. Nothing is said by color alone.

/// How the report is written.
struct ReportStyle: Sendable {
  var isColored: Bool
  static let width = 80

  enum Color: String {
    case green = "32", red = "31", yellow = "33", faint = "2", bold = "1"
  }

  func paint(_ text: String, _ color: Color) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Report {
  /// What a person reads at the end of a run: the state of each lesson, and what to do next.
  ///
  /// - Parameters:
  ///   - results: What ran, for the reasons that the report itself doesn't hold.
  ///   - course: The lessons and exercises.
  ///   - style: How it is written.
  ///   - changedGiven: What is given, and differs from the last commit.
  ///   - enough: The level that is asked for.
  /// - Returns: Lines of at most 80 columns, each ended; only a path or a name can be longer.
  func text(
    results: [TestResult], course: [Lesson], style: ReportStyle, changedGiven: [String] = [],
    enough: Level = .enough
  ) -> String {
    var blocks = [progress(course, style, enough)]
    switch half {
    case .lessons:
      let next = next(in: course, enough: enough)
      blocks += [hardening(except: next, course, enough), warning(course, enough)]
      if let next {
        blocks += [
          achievement(course, next, enough), assignment(next, results, course, style, enough),
        ]
      } else {
        blocks.append(Self.congratulations(enough))
      }
    case .solutions:
      blocks.append(troubles(except: nil))
    }
    if !changedGiven.isEmpty {
      blocks.append(
        Self.wrap(
          """
          Both halves stand on what is given, and this differs from the last commit: \
          \(Self.list(changedGiven, "files")).
          """))
    }
    let red = results.filter(\.verdict.isRed)
    let isWarned = enough == .works && !red.isEmpty && red.allSatisfy { $0.level == .holds }
    blocks.append(
      [
        "\(Self.summary(results)) Workbook \(workbookVersion).",
        isWarned ? "What failed is of the level “holds”, and no more than a warning." : "",
      ].filter { !$0.isEmpty })
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private static func congratulations(_ enough: Level) -> [String] {
    wrap(
      """
      Every exercise of the workbook \(enough == .works ? "works" : "passes"). Well done! To run \
      its example programs on the library that you have built:
      """) + ["  swift run --traits Mine tour"]
  }

  /// For scripts: always these three numbers in these words.
  ///
  /// Every red test counts as failed.
  static func summary(_ results: [TestResult]) -> String {
    let failed = results.count { $0.verdict.isRed }
    let skipped = results.count { $0.verdict == .skipped }
    let passed = results.count - failed - skipped
    return "\(counted(results.count, "test")): \(passed) passed, \(failed) failed, "
      + "\(skipped) skipped."
  }
}

// MARK: - Progress

extension Report {
  /// A line for each lesson that has ever run; more where the words don't fit.
  private func progress(
    _ course: [Lesson], _ style: ReportStyle, _ enough: Level
  ) -> [String] {
    let lessons = course.map { lesson in
      (lesson: lesson, entries: exercises.filter { $0.lesson == lesson.folder })
    }.filter { $0.entries.contains(where: \.hasRun) }
    let nameWidth = lessons.map(\.lesson.folder.count).max() ?? 0
    let barWidth = lessons.map(\.entries.count).max() ?? 0

    var lines = lessons.flatMap { lesson, entries in
      let stretch = Set(lesson.exercises.filter(\.isStretch).map(\.id))
      let marks = entries.map { mark($0, isStretch: stretch.contains($0.id), style) }.joined()
      let count = padded("\(entries.count { $0.isPassed }) of \(entries.count)", to: 8)
      let start = padded(lesson.folder, to: nameWidth) + "  "
      let indent = start.count + barWidth + 2 + count.count + 2
      let space = String(repeating: " ", count: barWidth - entries.count + 2)
      return Self.wrap(Self.words(for: entries, stretch, enough), indent: indent).enumerated().map {
        $0 == 0 ? start + marks + space + count + $1.dropFirst(indent - 2) : $1
      }
    }
    let ran = exercises.filter { $0.hasRun && !$0.isEarlier }
    let names = Self.list(ran.compactMap { course.exercise($0.id)?.exercise.name })
    if exercises.contains(where: \.isEarlier) {
      lines += Self.wrap(
        ran.allSatisfy(\.isPassed)
          ? "Passed now: \(names). The other marks are from earlier runs."
          : "Only \(names) ran now; the other marks are from earlier runs.")
    } else if exercises.contains(where: { !$0.hasRun && $0.lesson == ran.first?.lesson }) {
      lines += Self.wrap("Only \(names) ran now.")
    }
    for entry in exercises where entry.hasRun && !entry.isEarlier {
      let name = course.exercise(entry.id)?.exercise.name ?? entry.id
      if entry.verdict == .incomplete { lines += Self.wrap("Of \(name), \(entry.share).") }
      if entry.fingerprint == nil {
        lines += Self.wrap(
          "\(name) was changed after the build: this is the verdict on what was built.")
      }
    }
    return lines
  }

  private func mark(_ entry: Entry, isStretch: Bool, _ style: ReportStyle) -> String {
    guard entry.hasRun else { return style.paint("·", .faint) }
    return switch entry.verdict {
    case .passed: style.paint(isStretch ? "★" : "■", .green)
    case .notStarted: isStretch ? "☆" : "□"
    case .skipped: style.paint("–", .yellow)
    case .incomplete: style.paint("◧", .yellow)
    case .working: style.paint("▣", .yellow)
    case .notRun: style.paint("·", .faint)
    case .failed, .crashed, .hung, .leaked: style.paint("✘", .red)
    }
  }

  private static func words(
    for entries: [Entry], _ stretch: Set<String>, _ enough: Level
  ) -> String {
    let working = (entries.count { $0.verdict == .working }, Verdict.working.words)
    let open = entries.filter { !$0.works }
    let isDone = entries.allSatisfy { $0.reaches(enough) || stretch.contains($0.id) }
    if isDone, !open.contains(where: \.verdict.isWrong) {
      let parts = [working, (open.count, "stretch left")].filter { $0.0 > 0 }
      return (["done"] + parts.map { "\($0.0) \($0.1)".replacing(" ", with: "\u{A0}") })
        .joined(separator: ", ")
    }
    var parts = [working]
    parts += Verdict.allCases.filter(\.isWrong).map { verdict in
      (open.count { $0.verdict == verdict }, verdict.words)
    }
    parts.append((open.count { $0.verdict == .notStarted }, Verdict.notStarted.words))
    parts.append((open.count { $0.hasRun && $0.verdict == .skipped }, Verdict.skipped.words))
    parts.append((open.count { $0.verdict == .incomplete }, Verdict.incomplete.words))
    parts.append((open.count { !$0.hasRun }, Verdict.notRun.words))
    // Within a part no line is broken.
    let words = parts.filter { $0.0 > 0 }.map { "\($0) \($1)".replacing(" ", with: "\u{A0}") }
    return words.joined(separator: ", ")
  }
}

// MARK: - What to do

extension Report {
  /// Says so if a lesson was finished in this run, or works now.
  private func achievement(_ course: [Lesson], _ next: Entry, _ enough: Level) -> [String] {
    course.flatMap { lesson -> [String] in
      let stretch = Set(lesson.exercises.filter(\.isStretch).map(\.id))
      let entries = exercises.filter { $0.lesson == lesson.folder && !stretch.contains($0.id) }
      guard entries.allSatisfy(\.works), entries.contains(where: { !$0.isEarlier }),
        next.lesson != lesson.folder || stretch.contains(next.id) || next.works
      else { return [] }
      if entries.allSatisfy(\.isPassed) {
        return Self.wrap("\(lesson.folder) is done. Well done!")
      }
      let more = enough == .holds ? " Now make it hold, or go on and come back." : ""
      return Self.wrap("\(lesson.folder) works. Well done!\(more)")
    }
  }

  /// The next exercise: what is wrong, where it is, and how to grade it alone.
  private func assignment(
    _ next: Entry, _ results: [TestResult], _ course: [Lesson], _ style: ReportStyle,
    _ enough: Level
  ) -> [String] {
    guard let (lesson, exercise) = course.exercise(next.id) else { return [] }
    let result = results.first { $0.exercise == next.id && $0.test == next.telling?.name }
    var state = next.verdict == .incomplete ? next.share : next.verdict.words
    if next.works { state += ": make it hold" }
    if next.isEarlier && next.verdict.isWrong { state += " in an earlier run" }
    let title = "Next: \(next.id) \(next.title)\(exercise.isStretch ? " ★" : "")"

    var lines = Self.wrap("\(title), \(state)")
    lines[0] = style.paint(lines[0], .bold)
    let name = { (entry: Entry) in course.exercise(entry.id)?.exercise.name ?? entry.title }
    if let waiting = exercises.first(where: { $0.verdict == .skipped && $0.blockedBy == next.id }) {
      lines += Self.wrap("\(name(waiting)) can't be graded before it.", indent: 2)
    } else if let first = failing(before: next) {
      lines += Self.wrap("\(name(first)) fails first: fix it before this one.", indent: 2)
    }
    lines += reason(next, result)
    if exercise.isStretch {
      lines += Self.wrap("★ A stretch: the lesson is done without it.", indent: 2)
    }
    lines.append("  edit   \(next.file):\(next.line)")
    if next.verdict.isWrong || next.works, let place = result?.place {
      lines.append("  test   \(Package.relative(place.file) ?? place.file):\(place.line)")
    }
    lines.append("  read   \(lesson.page(of: exercise))")
    lines.append("  grade  swift test --filter \(exercise.name)")
    if next.works, let after = self.next(in: course, enough: .works) {
      lines += Self.wrap(
        "Or go on with \(after.id)\u{A0}\(after.title), in \(after.file).", indent: 2)
    }
    let open = openLessons(before: next, in: course)
    if !open.isEmpty {
      lines += Self.wrap("Open before it: \(Self.list(open, "lessons")).", indent: 2)
    }
    let others = troubles(except: next)
    return lines + (others.isEmpty ? [] : [""] + others)
  }

  /// The goal of what is not started; the first words about what went wrong.
  private func reason(_ entry: Entry, _ result: TestResult?) -> [String] {
    let test = entry.telling
    let message = result?.message ?? test?.message ?? ""
    let name = result?.test ?? test?.name ?? ""
    // The first line says what happened, and the second most often why.
    var texts = message.split(separator: "\n").prefix(2).map(String.init)
    switch entry.verdict {
    case .passed: return []
    case .notStarted: texts = [result?.todo?.goal ?? texts.first ?? ""]
    case .skipped, .incomplete, .notRun: break
    case .working: texts = ["\(entry.soft).", test?.why ?? ""] + texts.prefix(1)
    case .failed, .crashed, .hung, .leaked:
      let others = entry.tests.count { $0.verdict.isWrong } - 1
      let more = others > 0 ? " and \(Self.counted(others, "other test"))" : ""
      texts.insert("“\(name)”\(more)", at: 0)
    }
    let lines = texts.filter { !$0.isEmpty }.flatMap { Self.wrap($0, indent: 2) }
    let limit = 8
    if lines.count <= limit { return lines }
    return lines.prefix(limit - 1) + [lines[limit - 1].prefix(ReportStyle.width - 2) + " …"]
  }

  /// What else was started and does not pass.
  private func troubles(except next: Entry?) -> [String] {
    let parts = exercises.filter { $0.id != next?.id && $0.hasRun && !$0.isPassed }
      .filter { next == nil || $0.verdict.isWrong }
      .map { "\($0.id)\u{A0}\($0.title) (\($0.verdict.words))" }
    if parts.isEmpty { return [] }
    return Self.wrap((next == nil ? "Not passed: " : "Also: ") + parts.joined(separator: ", "))
  }
}

extension Report.Entry {
  /// "1 of 9 tests ran".
  fileprivate var share: String {
    "\(tests.count) of \(Report.counted(testCount ?? tests.count, "test")) ran"
  }
}

// MARK: - Words and lines

extension Report {
  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  static func list(_ names: [String], _ nouns: String = "exercises") -> String {
    switch names.count {
    case 0: "nothing"
    case 1...3: names.joined(separator: ", ")
    default: "\(names.count) \(nouns)"
    }
  }

  /// Breaks `text` between words into lines of at most 80 columns, each indented.
  static func wrap(_ text: String, indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines = [margin]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.count == indent {
        lines[lines.count - 1] += word
      } else if line.count + 1 + word.count <= ReportStyle.width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(margin + word)
      }
    }
    return lines.map { $0.replacing("\u{A0}", with: " ") }
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension Verdict {
  /// The verdict as a person says it.
  public var words: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .notStarted: "not started"
    case .crashed: "crashed"
    case .hung: "hung"
    case .leaked: "leaked"
    case .skipped: "skipped"
    case .incomplete: "incomplete"
    case .notRun: "not run yet"
    case .working: "working"
    }
  }
}

/// What `swift test` was told to run, as the arguments of the test process say.
struct Filter: Equatable {
  /// The patterns of `--filter`.
  private(set) var patterns: [String] = []
  /// Whether `--skip` leaves something out.
  private(set) var leavesOut = false

  /// Reads the arguments of a process, without its name.
  init(arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--filter": if let pattern = rest.popFirst() { patterns.append(pattern) }
      case "--skip":
        rest = rest.dropFirst()
        leavesOut = true
      default:
        if argument.hasPrefix("--filter=") { patterns.append(String(argument.dropFirst(9))) }
        if argument.hasPrefix("--skip=") { leavesOut = true }
      }
    }
  }

  /// The arguments of a process with the names of exercises in place of their ids.
  ///
  /// As a pattern, the id `1.1` also matches lines of other exercises' tests.
  static func namingExercises(in arguments: [String], of course: [Lesson]) -> [String] {
    let option = "--filter"
    func named(_ pattern: Substring) -> String {
      course.exercise(String(pattern)).map(\.exercise.name) ?? String(pattern)
    }
    return zip([""] + arguments, arguments).map { before, argument in
      if before == option { return named(argument[...]) }
      guard argument.hasPrefix(option + "=") else { return argument }
      return "\(option)=" + named(argument.dropFirst(option.count + 1))
    }
  }

  /// Whether anything was asked for but everything.
  var isActive: Bool { !patterns.isEmpty || leavesOut }

  /// Whether perhaps only some tests of an exercise run: a pattern is more than a course's name.
  func mayCut(_ course: [Lesson]) -> Bool {
    let names = Set(course.names)
    return leavesOut || patterns.contains { !names.contains($0) }
  }

  /// What a person reads when nothing matched: what was meant, perhaps, and all that there is.
  func textForNoMatch(course: [Lesson]) -> String {
    let asked = patterns.map { "--filter \($0)" } + (leavesOut ? ["--skip"] : [])
    var lines = Report.wrap(
      isActive ? "No test matches \(asked.joined(separator: " "))." : "This build has no tests.")
    if patterns.contains(where: { $0.contains("GroundworkTests") || $0.contains("GradingTests") }) {
      lines += Report.wrap(
        "The tests of Groundwork and Grading need WORKBOOK_ALL=1 and --traits Solutions.")
    }
    let close = closeNames(in: course)
    if !close.isEmpty { lines += Report.wrap("Did you mean \(close.joined(separator: ", "))?") }
    lines += ["", "Lessons and exercises:"]
    let width = course.map(\.folder.count).max() ?? 0
    for lesson in course {
      let names = lesson.exercises.map(\.name).joined(separator: ", ")
      let wrapped = Report.wrap(names, indent: width + 4)
      let start = "  \(lesson.folder)"
      lines.append(start + wrapped[0].dropFirst(start.count))
      lines += wrapped.dropFirst()
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// At most three names that a pattern may have meant, the closest first.
  func closeNames(in course: [Lesson]) -> [String] {
    let aliases =
      course.map { (name: $0.folder, aliases: [$0.folder]) }
      + course.exercises.map {
        ($0.exercise.name, [$0.exercise.name, $0.exercise.id, $0.exercise.title])
      }
    var found: [(name: String, distance: Int)] = []
    for (name, aliases) in aliases {
      let distances = patterns.flatMap { pattern in
        aliases.compactMap { distance(from: plain(pattern), to: plain($0)) }
      }
      if let distance = distances.min() { found.append((name, distance)) }
    }
    return found.enumerated()
      .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
      .prefix(3).map(\.element.name)
  }

  /// The text without case, and without what is between words.
  private func plain(_ text: String) -> [Character] {
    text.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "." }.map { $0 }
  }

  /// How many characters differ; `nil` if the two have too little in common to be meant.
  private func distance(from pattern: [Character], to name: [Character]) -> Int? {
    if pattern.isEmpty { return nil }
    let edits = editDistance(pattern, name)
    if edits <= max(1, min(pattern.count, name.count) / 3) { return edits }
    let text = String(name)
    let part = String(pattern.drop { $0.isNumber || $0 == "." })
    // A name that holds the pattern comes after those that are only misspelled.
    return part.count >= 3 && text.contains(part) ? 100 + edits : nil
  }
}

/// The least number of characters to add, remove or change that makes `first` into `second`.
func editDistance(_ first: [Character], _ second: [Character]) -> Int {
  var row = Array(0...second.count)
  for (i, character) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in second.enumerated() {
      let changed = diagonal + (character == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[second.count]
}

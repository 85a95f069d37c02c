// What the report says of exercises that work and do not hold.

extension Report {
  /// What works since this run, and does not hold yet; what comes as the next is told there.
  func hardening(except next: Entry?, _ course: [Lesson], _ enough: Level) -> [String] {
    if enough == .works { return [] }
    let soft = exercises.filter { $0.verdict == .working && !$0.isEarlier && $0.id != next?.id }
    if soft.count > 1 {
      let names = soft.map { "\($0.id)\u{A0}\($0.title)" }.joined(separator: ", ")
      return Self.wrap(
        "These work, and do not hold yet: \(names). Harden them at once, by the list *Holds* on their "
          + "pages, or when “Next” comes to them.")
    }
    guard let entry = soft.first, let (lesson, exercise) = course.exercise(entry.id) else {
      return []
    }
    return Self.wrap("\(exercise.name) works, and does not hold yet: \(entry.soft).")
      + Self.wrap(entry.telling?.why ?? "", indent: 2)
      + Self.wrap(
        "Harden it at once, by the list *Holds* of \(lesson.page(of: exercise)), or when “Next” "
          + "comes to it.", indent: 2)
  }

  /// What does not hold, where it is enough that it works.
  func warning(_ course: [Lesson], _ enough: Level) -> [String] {
    let soft = exercises.filter { $0.verdict == .working }
    if enough == .holds || soft.isEmpty { return [] }
    let names = soft.map { entry in
      let count = entry.tests.count { $0.verdict != .passed }
      return "\(entry.id) \(entry.title) (\(Self.counted(count, "test")))"
        .replacing(" ", with: "\u{A0}")
    }
    return Self.wrap(
      "Warning: these work, which is enough here, and do not hold: "
        + names.joined(separator: ", ") + ". Without \(Level.variable)=works you see why.")
  }
}

extension Report.Entry {
  /// The test that tells most about the verdict: of what works, the first one that does not hold.
  var telling: Report.Test? {
    guard verdict == .working else { return tests.first { $0.verdict == verdict } }
    return tests.first { $0.verdict.isRed } ?? tests.first { $0.verdict != .passed }
  }

  /// Of what works: "“A signal in between” and 2 other tests".
  var soft: String {
    let others = tests.count { $0.verdict != .passed } - 1
    let more = others > 0 ? " and \(Report.counted(others, "other test"))" : ""
    return "“\(telling?.name ?? "")”\(more)"
  }
}

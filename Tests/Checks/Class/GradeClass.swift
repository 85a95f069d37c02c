import Foundation
import Synchronization

/// Grades a folder of submissions, each with the course's own tests.
struct GradeClass {
  static let usage = """
    usage: Tests/grade-class SUBMISSIONS [--lessons 1,2] [--out FOLDER] [--jobs N] [--seconds N]

    SUBMISSIONS holds a folder or a ZIP archive for each learner. Only the files of exercises are
    taken from it. Results go to FOLDER (SUBMISSIONS-grades by default): class.csv, class.html and a
    file for each learner. Whoever has one is not graded again: remove it for that.
      --lessons  grades these lessons only, and builds no others
      --jobs     grades so many at a time, each in a copy of the course (1)
      --seconds  ends the build and the tests of a submission after so long (300 each)

    """

  private let workbook: Workbook
  private let school: SchoolClass
  private let book: GradeBook
  private let lessons: [String]
  private let jobs: Int
  private let seconds: Int

  /// Reads the words of the command line.
  ///
  /// - Throws: `CheckError` with what is wrong and how to call it.
  init(_ words: [String], workbook: Workbook) throws {
    var options = ["--lessons": "", "--out": "", "--jobs": "1", "--seconds": "300"]
    var folders: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if options[word] != nil, let value = rest.popFirst() {
        options[word] = value
      } else {
        folders.append(word)
      }
    }
    let chosen = (options["--lessons"] ?? "").split(separator: ",").map(String.init)
    let numbers = workbook.lessons.map(\.number)
    guard folders.count == 1, let jobs = Int(options["--jobs"] ?? ""), (1...64).contains(jobs),
      let seconds = Int(options["--seconds"] ?? ""), seconds > 0,
      chosen.allSatisfy(numbers.contains)
    else { throw CheckError(Self.usage) }
    let folder = URL(fileURLWithPath: folders[0]).standardizedFileURL
    guard (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) != nil else {
      throw CheckError("\(folder.path) is no folder that can be read.\n\n\(Self.usage)")
    }
    let out = (options["--out"] ?? "").isEmpty ? folder.path + "-grades" : options["--out"] ?? ""
    self.workbook = workbook
    self.jobs = jobs
    self.seconds = seconds
    lessons = chosen.isEmpty ? numbers : chosen
    school = SchoolClass(folder: folder)
    let graded = lessons
    book = GradeBook(
      folder: URL(fileURLWithPath: out),
      exercises: workbook.lessons.filter { graded.contains($0.number) }.flatMap(\.exercises))
    try FileManager.default.createDirectory(at: book.folder, withIntermediateDirectories: true)
  }

  /// Grades all who were not graded yet, and writes the table.
  func run() throws {
    let names = try school.names()
    if names.isEmpty { throw CheckError("\(school.folder.path) holds no folder and no archive.") }
    let waiting = names.filter { book.earlier($0) == nil }
    print("\(names.count) submissions, \(waiting.count) to grade, into \(book.folder.path)")
    fflush(nil)
    if !waiting.isEmpty {
      let trials = try (0..<min(jobs, waiting.count)).map {
        try Trial(
          of: workbook, as: "class-\($0 + 1)", flags: ["-Xswiftc", "-gnone"], lessons: lessons)
      }
      let line = Mutex(Array(waiting.reversed()))
      DispatchQueue.concurrentPerform(iterations: trials.count) { number in
        while let name = line.withLock({ $0.popLast() }) {
          let grades = grade(name, in: trials[number])
          do { try book.keep(grades, for: name) } catch { print("\(name): \(error)") }
          let notes = grades.notes.joined(separator: " ")
          print(
            "\(name): \(grades.points(.holds, in: book.exercises)) of \(book.exercises.count) passed,",
            "\(grades.points(.works, in: book.exercises)) work,",
            String(format: "%.1f s", grades.seconds), notes)
          fflush(nil)
        }
      }
    }
    try book.write(names.compactMap { book.earlier($0) })
    print("\(book.folder.path)/class.csv\n\(book.folder.path)/class.html")
  }

  /// Grades one submission.
  ///
  /// Whatever is wrong with it is a note, and never the end of the run.
  private func grade(_ name: String, in trial: Trial) -> Grades {
    let start = ContinuousClock.now
    var grades = Grades(name: name)
    do {
      let submission = try school.submission(name, of: workbook)
      grades.name = submission.name
      grades.notes = submission.notes
      let broken = try build(submission, in: trial, &grades)
      try test(in: trial, &grades)
      for (id, reason) in broken {
        grades.verdicts[id] = "doesNotCompile"
        grades.reasons[id] = reason
      }
      if !broken.isEmpty {
        let ids = broken.keys.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
        grades.notes.append(
          "Does not compile, and stands as a stub: \(ids.joined(separator: ", ")).")
      }
    } catch {
      grades.notes.append("\(error)")
    }
    grades.seconds = (ContinuousClock.now - start) / .seconds(1)
    return grades
  }

  /// Builds the learner's files, with stubs for what is missing or does not compile.
  ///
  /// - Returns: What does not compile, by the id of the exercise.
  private func build(
    _ submission: Submission, in trial: Trial, _ grades: inout Grades
  ) throws -> [String: String] {
    var broken: [String: String] = [:]
    while true {
      for exercise in book.exercises {
        let answer = broken[exercise.id] == nil ? submission.answers[exercise.name] : nil
        let stub = try workbook.text("Lessons/\(exercise.path)")
        try trial.write(answer ?? stub, for: exercise)
      }
      let outcome = try trial.build(within: seconds)
      if outcome.status == 0 { return broken }
      let errors = trial.errors(in: outcome)
      let handed = book.exercises.filter {
        submission.answers[$0.name] != nil && broken[$0.id] == nil
      }
      if handed.isEmpty {
        throw CheckError("The course itself does not build:\n\(outcome.tail(20))")
      }
      let isLate = outcome.status == 124
      var blamed = handed.filter { exercise in
        errors.contains { $0.place == "Lessons/\(exercise.path)" }
      }
      // A declaration that was changed breaks other files of the lesson, or its tests.
      if blamed.isEmpty {
        blamed = handed.filter { exercise in
          errors.contains { $0.place == "Tests/\(exercise.path)" }
        }
      }
      if blamed.isEmpty {
        blamed = handed.filter { exercise in
          errors.contains { $0.place.contains("/\(exercise.lesson)/") }
        }
      }
      if blamed.isEmpty { blamed = handed }
      for exercise in blamed {
        let error = errors.first { $0.place == "Lessons/\(exercise.path)" } ?? errors.first
        broken[exercise.id] =
          isLate
          ? "The build had not ended after \(seconds) seconds."
          : error.map { "\($0.place):\($0.line): \($0.text)" } ?? outcome.tail(1)
      }
    }
  }

  /// Runs the tests of all exercises; if that leaves no report, of one exercise after the other.
  private func test(in trial: Trial, _ grades: inout Grades) throws {
    var found = try trial.test(book.exercises, within: seconds)
    if found.exercises.isEmpty {
      let reason =
        found.isLate
        ? "The tests had not ended after \(seconds) seconds." : "An answer ended the grader itself."
      grades.notes.append("\(reason) So each exercise was graded alone.")
      for exercise in book.exercises {
        let alone = try trial.test([exercise], within: max(10, seconds / 10))
        found.exercises += alone.exercises.filter { $0.id == exercise.id }
        if alone.exercises.isEmpty {
          grades.verdicts[exercise.id] = alone.isLate ? "hung" : "crashed"
        }
      }
    }
    for exercise in book.exercises {
      guard let graded = found.exercises.first(where: { $0.id == exercise.id }) else { continue }
      grades.verdicts[exercise.id] = graded.verdict
      let open = graded.tests.filter { $0.verdict != "passed" }
      let test =
        graded.verdict == "working"
        ? open.first { $0.verdict != "skipped" } : open.first { $0.verdict == graded.verdict }
      if let test {
        let line = test.message.prefix { $0 != "\n" }.prefix(200)
        grades.reasons[exercise.id] = "\(test.name): \(line)"
      }
    }
  }
}

extension Trial {
  /// Builds what is in the copy, and gives up after some seconds: the status is 124 then.
  fileprivate func build(within seconds: Int) throws -> Outcome {
    try build(prefix: ["timeout", "--kill-after=5", "\(seconds)"])
  }

  /// Runs the tests of exercises in the copy, with limits for what they may use.
  ///
  /// - Returns: What the grader reports, which is nothing if it was ended; and whether that was for its
  ///   time.
  fileprivate func test(
    _ exercises: [Workbook.Exercise], within seconds: Int
  ) throws -> (exercises: [Report.Exercise], isLate: Bool) {
    let reports = root.appendingPathComponent(".build/class-reports")
    try? FileManager.default.removeItem(at: reports)
    // Files of 1 GB, and 16 GB of addresses: what is too large for a limit is no error here.
    let limits = "ulimit -f 2000000; ulimit -v 16000000; exec \"$@\""
    let outcome = try shell(
      ["timeout", "--kill-after=5", "\(seconds)", "sh", "-c", limits, "sh", program.path]
        + ["--testing-library", "swift-testing"] + exercises.flatMap { ["--filter", $0.name] },
      in: root, environment: ["NO_COLOR": "1", "WORKBOOK_REPORTS": reports.path])
    let report = try? Report(at: reports.appendingPathComponent("report.json"))
    return (report?.exercises ?? [], [124, 137].contains(outcome.status))
  }
}

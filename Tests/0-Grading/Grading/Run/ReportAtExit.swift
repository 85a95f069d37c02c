import CPlatform
import Groundwork

/// Ends a test process with the report, after everything else that is printed.
enum ReportAtExit {
  // Set before `main`, on the only thread; read at exit.
  private nonisolated(unsafe) static var filter = Filter(arguments: [])
  private nonisolated(unsafe) static var owner: pid_t = 0

  /// Called before `main`, on the only thread.
  static func install(filter: Filter) {
    self.filter = filter
    owner = getpid()
    workbook_at_exit { status in
      // A fork of this process has inherited the duty, but not the results.
      if getpid() == ReportAtExit.owner { ReportAtExit.finish(status: status) }
    }
  }

  /// Prints the report, and corrects an exit status that would promise too much.
  private static func finish(status: CInt) {
    fflush(nil)
    RunningTests.shared.finish()
    // Swift Testing's way to say that it found no test; SwiftPM takes it for a success.
    if status == EX_UNAVAILABLE {
      Terminal.write("\n" + filter.textForNoMatch(course: course))
      _exit(1)
    }
    let ids = Set(course.exercises.map(\.exercise.id))
    let results = Ledger.shared.results.filter { ids.contains($0.exercise) }
    if results.isEmpty { return }

    let folder = ReportFolder.ofPackage
    let half = Half.current
    let source = ReportSource(root: folder.root, half: half)
    let report = Report(
      of: results, in: course, half: half, earlier: folder.read(half),
      isPartial: filter.mayCut(course), source: source.source)
    let style = ReportStyle(isColored: getenv("NO_COLOR") == nil)
    var text = report.text(
      results: results, course: course, style: style, changedGiven: Package.changedGiven)
    let isGreen = results.allSatisfy { $0.verdict == .passed }
    if !isGreen, let scarce = scarceDescriptors { text = scarce + "\n\n" + text }
    if let earlier = RunningTests.shared.textForEarlier { text = earlier + "\n\n" + text }
    do {
      try folder.write(report)
    } catch {
      text = "The report can't be kept for the next run. \(error)\n\n" + text
    }
    if let value = Level.misspelled {
      text +=
        "\(Level.variable) is works or holds, which is meant without it; \(value) is neither.\n"
    }
    Terminal.write("\n" + text)
    // A test that was skipped because of another exercise is not red, but not graded either.
    let asked = results.filter { $0.level <= .enough }
    if status == 0 && !asked.allSatisfy({ $0.verdict == .passed }) { _exit(1) }
  }

  /// What to say of a limit of descriptors that is too low for some tests.
  private static var scarceDescriptors: String? {
    let limit = sysconf(CInt(_SC_OPEN_MAX))
    if limit < 0 || limit >= 512 { return nil }
    return "Only \(limit) descriptors may be open in a process, and some tests need up to 512: "
      + "run `ulimit -n 512` before."
  }
}

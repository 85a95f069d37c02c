import CPlatform
import Groundwork

// `swift test` starts the test binary twice: for XCTest, of which the workbook has none, and for
// Swift Testing. Unasked, the first prints that nothing ran, and the second two to three lines for
// each test. Here both are made to say what a person needs: what went wrong, and the report.
//
// Whoever asks for more gets all of it (`swift test --verbose`), and nothing changes for an editor,
// which reads the events and not the text.

/// Keeps the terminal readable, and ends the run with the report.
public enum Quiet {
  /// Whether what is printed now is left out of the terminal.
  @TaskLocal private static var isHushed = false

  /// Prepares what this process prints; called by the start hook, before anything else.
  ///
  /// Only for a test process itself: not in a sandbox, nor in a child. Must be called before
  /// `main`, on the only thread. It may replace the process by itself with another argument, and
  /// then starts from the beginning.
  ///
  /// - Parameters:
  ///   - argc: The number of arguments that `main` will get.
  ///   - argv: The arguments that `main` will get, the process's name first.
  public static func prepare(
    _ argc: CInt, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  ) {
    // An exit test of Swift Testing.
    guard getenv("SWT_EXIT_TEST_ID") == nil else { return }
    let arguments = (1..<max(1, Int(argc))).compactMap { argv[$0].map { String(cString: $0) } }
    switch Invocation(arguments: arguments) {
    case .xctest where isatty(STDOUT_FILENO) == 0:
      silenceEmptyRun()
    case .swiftTesting(let isQuiet, let mayBeQuieted):
      // A debugger would stop where the process replaces itself.
      if !Sandbox.isOff {
        let named = Filter.namingExercises(in: arguments, of: course)
        let quiet = mayBeQuieted && !isQuiet ? ["--quiet"] : []
        if named != arguments || !quiet.isEmpty { startAgain(argv[0], named + quiet) }
      }
      if let text = Sandbox.refusal(canSandbox: workbook_can_sandbox() != 0, isOff: Sandbox.isOff)
        ?? Intruders.text(among: Intruders.functions)
      {
        workbook_end_saying(text)
      }
      if mayBeQuieted { divertStandardError() }
      ReportAtExit.install(filter: Filter(arguments: arguments))
    case .xctest, .other:
      break
    }
  }

  /// Records issues without showing them in the terminal; editors and exit status still see them.
  ///
  /// For what the report says at the end anyway.
  ///
  /// - Parameter body: Records the issues, on the thread that calls it.
  public static func hush(_ body: () -> Void) {
    $isHushed.withValue(true) { body() }
  }

  /// Replaces this process by itself with other arguments: what to run, and Swift Testing's own option
  /// that drops all but issues, can only be had so.
  private static func startAgain(_ name: UnsafeMutablePointer<CChar>?, _ arguments: [String]) {
    let copies = arguments.map { strdup($0) }
    execv("/proc/self/exe", [name] + copies + [nil])
    // Still here: then the run is only less quiet.
    for copy in copies { free(copy) }
  }

  /// From here on each event that Swift Testing prints passes through this process's hands first.
  private static func divertStandardError() {
    _ = workbook_divert(1) { bytes, count in
      guard let bytes, !Quiet.isHushed else { return }
      let piece = UnsafeRawBufferPointer(start: bytes, count: count)
      let text = String(decoding: piece, as: UTF8.self)
      // The first tells versions; the report says what there is instead of nothing.
      let superfluous = ["Test run started.", "Test run with 0 tests "]
      if !superfluous.contains(where: text.contains) { Terminal.write(piece) }
    }
  }

  /// Holds back what XCTest prints until there is a test in it.
  private static func silenceEmptyRun() {
    _ = workbook_divert(0) { bytes, count in
      guard let bytes else { return }
      Quiet.heldBack += UnsafeRawBufferPointer(start: bytes, count: count)
      if String(decoding: Quiet.heldBack, as: UTF8.self).contains("Test Case") { Quiet.release() }
    }
    workbook_at_exit { status in
      fflush(nil)
      let text = String(decoding: Quiet.heldBack, as: UTF8.self)
      if !text.contains("Executed 0 tests") { Quiet.release() }
    }
  }

  // XCTest prints under the lock of standard output.
  private nonisolated(unsafe) static var heldBack: [UInt8] = []

  private static func release() {
    heldBack.withUnsafeBytes { Terminal.write($0, to: STDOUT_FILENO) }
    heldBack = []
  }
}

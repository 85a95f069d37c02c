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
      if mayBeQuieted && !isQuiet && !Sandbox.isOff { startAgain(argc, argv, adding: "--quiet") }
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

  /// Swift Testing's own option drops all but issues, and it can only be had as an argument.
  private static func startAgain(
    _ argc: CInt, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, adding option: String
  ) {
    option.withCString { option in
      var arguments = (0..<Int(argc)).map { argv[$0] }
      arguments += [UnsafeMutablePointer(mutating: option), nil]
      execv("/proc/self/exe", arguments)
      // Still here: then the run is only less quiet.
    }
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

/// What a test binary was started for.
enum Invocation: Equatable {
  /// To run XCTest's tests, all of them or, as far as it knows, none.
  case xctest
  /// To run Swift Testing's tests.
  case swiftTesting(isQuiet: Bool, mayBeQuieted: Bool)
  /// To list tests, or something else that is none of our business.
  case other

  /// Reads the arguments of a process, without its name.
  init(arguments: [String]) {
    let isSwiftTesting =
      arguments.contains("--testing-library=swift-testing")
      || zip(arguments, arguments.dropFirst()).contains {
        $0 == ("--testing-library", "swift-testing")
      }
    guard isSwiftTesting else {
      // SwiftPM quotes the empty list of matching tests in this odd way.
      self = arguments.isEmpty || arguments == ["''"] ? .xctest : .other
      return
    }
    if arguments.contains("--list-tests") || arguments.contains("--help") {
      self = .other
      return
    }
    let loud = ["--verbose", "-v", "--very-verbose", "--vv", "--verbosity"]
    let machine = ["--event-stream", "--experimental-event-stream", "--configuration-path"]
    self = .swiftTesting(
      isQuiet: arguments.contains("--quiet") || arguments.contains("-q"),
      mayBeQuieted: !arguments.contains { argument in
        loud.contains(argument) || argument.hasPrefix("--verbosity=")
          || machine.contains(where: argument.hasPrefix)
      })
  }
}

/// Writes to a terminal, perhaps through SwiftPM.
///
/// SwiftPM takes what a test process prints in pieces of 4,096 bytes, and drops a piece that begins
/// or ends inside a character. So each piece is at most that, made of whole characters, and written
/// once the pieces before it have been taken.
enum Terminal {
  static let pieceSize = 4_096

  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt = STDERR_FILENO) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(pieceLength(UnsafeRawBufferPointer(rebasing: rest)))
      waitUntilTaken(descriptor)
      guard writeAll(UnsafeRawBufferPointer(rebasing: piece), to: descriptor) else { return }
      rest = rest.dropFirst(piece.count)
    }
  }

  static func write(_ text: String, to descriptor: CInt = STDERR_FILENO) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  /// How much of `bytes` can go in one piece.
  static func pieceLength(_ bytes: UnsafeRawBufferPointer) -> Int {
    if bytes.count <= pieceSize { return bytes.count }
    // 10xxxxxx is the inside of a character, of which no more than three bytes follow the first.
    let isInside = { (index: Int) in bytes[index] & 0b1100_0000 == 0b1000_0000 }
    return (pieceSize - 3...pieceSize).last { !isInside($0) } ?? pieceSize
  }

  /// Waits for the reader, but not for long: it may be stopped, or want less.
  private static func waitUntilTaken(_ descriptor: CInt) {
    let deadline = Deadline(after: .milliseconds(500))
    // sleeps: nothing tells when a pipe was emptied.
    while workbook_unread(descriptor) > 0 && !deadline.hasPassed { usleep(200) }
  }
}

/// Writes all of `bytes`, however many calls it takes; false if the descriptor takes no more.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> Bool {
  var rest = bytes
  while !rest.isEmpty {
    let count = write(descriptor, rest.baseAddress, rest.count)
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
  }
  return true
}

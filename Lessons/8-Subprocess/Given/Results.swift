import Groundwork

/// What came of a program that has ended.
///
/// ```swift
/// let listing = try Subprocess.run(["ls", "/"], output: .captured, error: .captured)
/// if listing.succeeded {
///   print(listing.outputText)
/// } else {
///   print("ls \(listing.status): \(listing.errorText)")
/// }
/// ```
public struct CompletedProcess: Sendable, Equatable {
  /// The program, and what it was told.
  public let arguments: [String]
  /// How it ended.
  public let status: ExitStatus
  /// What it wrote to its standard output, if that was captured.
  public let output: [UInt8]
  /// What it wrote to its standard error, if that was captured apart from its output.
  public let error: [UInt8]

  /// The output as text; what is not UTF-8 is replaced.
  public var outputText: String { String(decoding: output, as: UTF8.self) }
  /// The error as text; what is not UTF-8 is replaced.
  public var errorText: String { String(decoding: error, as: UTF8.self) }

  package init(
    arguments: [String], status: ExitStatus, output: [UInt8] = [], error: [UInt8] = []
  ) {
    self.arguments = arguments
    self.status = status
    self.output = output
    self.error = error
  }
}

/// What is known of a program that took too long.
///
/// ```swift
/// do {
///   try Subprocess.run(["sleep", "60"], timeout: .milliseconds(100))
/// } catch SubprocessError.timedOut(let report) {
///   print("not done in \(report.timeout): \(report.arguments)")
/// }
/// ```
public struct TimedOut: Sendable, Equatable {
  /// The program, and what it was told.
  public let arguments: [String]
  /// How long it was waited for.
  public let timeout: Duration
  /// How it ended, after `run` had ended it; nil if it still runs, or nobody knows (SIGCHLD ignored).
  public let status: ExitStatus?
  /// What it wrote to its standard output until then, if that is captured.
  public let output: [UInt8]
  /// What it wrote to its standard error until then, if that is captured.
  public let error: [UInt8]

  package init(
    arguments: [String], timeout: Duration, status: ExitStatus?, output: [UInt8], error: [UInt8]
  ) {
    self.arguments = arguments
    self.timeout = timeout
    self.status = status
    self.output = output
    self.error = error
  }
}

/// What can go wrong with a `Subprocess`, apart from its start (`SpawnError`).
///
/// Most cases hold the program, and what it was told.
public enum SubprocessError: Error, Equatable, CustomStringConvertible {
  /// The program was not started yet.
  case notStarted([String])
  /// The program was started before.
  case alreadyStarted([String])
  /// Somebody else reaped the program.
  case statusLost([String])
  /// Another thread is communicating with the program.
  case busy([String])
  /// The program's input is not a pipe that `communicate` could write to.
  case notPiped([String])
  /// The program's input was given before.
  case inputGiven([String])
  /// The program failed; with the end of its standard error.
  case failed([String], ExitStatus, errorTail: String)
  /// The program took too long.
  case timedOut(TimedOut)
  /// The program closed its output, or ended, instead of answering this question.
  case noAnswer([String], to: String)
  /// A variable has a name or a value that no program could be given.
  case badVariable(String)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .notStarted(let command):
      "`\(shown(command))` was not started yet: call start() first"
    case .alreadyStarted(let command):
      "`\(shown(command))` was started before: make another Subprocess to run it again"
    case .statusLost(let command):
      """
      `\(shown(command))` has ended, but how is lost: the program ignores SIGCHLD, or other code of \
      it waits for any child (wait, or waitpid with -1)
      """
    case .busy(let command):
      "another thread is communicating with `\(shown(command))`: one at a time can"
    case .notPiped(let command):
      "`\(shown(command))` has no input from here: make it with the input .piped"
    case .inputGiven(let command):
      """
      the input of `\(shown(command))` was given before: the next communicate() sends what is left \
      of it, and takes no more
      """
    case .failed(let command, let status, let tail):
      "`\(shown(command))` \(status)" + (tail.isEmpty ? "" : "; its standard error ends:\n\(tail)")
    case .timedOut(let report):
      "`\(shown(report.arguments))` was not done in \(report.timeout)"
        + (report.status.map { ", and \($0)" } ?? "")
    case .noAnswer(let command, let question):
      """
      `\(shown(command))` gave no answer to "\(question)": it ended before, or closed its output
      """
    case .badVariable(let variable):
      """
      the variable "\(variable.replacing("\0", with: "\\0"))" can't be handed over: a name is not \
      empty and contains no `=`, and neither name nor value contains a NUL character
      """
    }
  }
}

/// A command as one would type it; long ones are cut.
package func shown(_ command: [String]) -> String {
  let plain = command.map { argument in
    let isPlain =
      !argument.isEmpty
      && argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./=:,+%@".contains($0) }
    return isPlain ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
  }.joined(separator: " ")
  return plain.count <= 200 ? plain : plain.prefix(200) + "…"
}

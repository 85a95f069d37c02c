import Groundwork
import Synchronization

/// Another program that runs as a child of this process.
///
/// It is told its arguments and its variables, and talks through its input, output and error.
/// Nothing else is shared. Every method may be called from any thread.
///
/// ```swift
/// let sort = Subprocess(["sort"], input: .piped, output: .captured)
/// try sort.start()
/// let result = try sort.communicate(input: Array("pear\napple\n".utf8))
/// print(result.outputText)
/// ```
public final class Subprocess: Sendable {
  /// Where the program's standard input comes from.
  public enum Input: Sendable {
    /// There is none: the program is at the end when it reads.
    case none
    /// What this process has as its own.
    ///
    /// The program then stays in this process's group, so that it may read from the terminal, and a
    /// signal ends it alone, without the programs that it started.
    case inherited
    /// These bytes, and then the end; `communicate` sends them.
    case bytes([UInt8])
    /// A file, or the end of a pipe; it stays open here, too.
    case descriptor(Descriptor)

    /// What is handed to `communicate`.
    public static var piped: Input { .bytes([]) }
    /// The text as UTF-8, and then the end.
    public static func text(_ text: String) -> Input { .bytes(Array(text.utf8)) }
  }

  /// Where the program's standard output goes.
  public enum Output: Sendable {
    /// Where this process's goes.
    case inherited
    /// To this process, which has it as bytes.
    case captured
    /// Nowhere.
    case discarded
    /// To a file, or into a pipe; it stays open here, too.
    case descriptor(Descriptor)
  }

  /// Where the program's standard error goes.
  public enum ErrorOutput: Sendable {
    /// To the same place as its output, in the order in which it was written.
    case merged
    /// To a place of its own.
    case apart(Output)

    /// Where this process's goes.
    public static var inherited: ErrorOutput { .apart(.inherited) }
    /// To this process, which has it as bytes.
    public static var captured: ErrorOutput { .apart(.captured) }
    /// Nowhere.
    public static var discarded: ErrorOutput { .apart(.discarded) }
    /// To a file, or into a pipe; it stays open here, too.
    public static func descriptor(_ descriptor: Descriptor) -> ErrorOutput {
      .apart(.descriptor(descriptor))
    }
  }

  /// The variables that the program has.
  ///
  /// Those of this process that are not mentioned are handed over byte by byte, whether they are text
  /// or not. To set one to bytes that are no text, start `env`, whose arguments may be any bytes:
  /// `["env", "NAME=\(value)", "ls"] as [ProgramText]`.
  public enum Environment: Sendable, Equatable {
    /// Those of this process.
    case inherited
    /// These and no others.
    case replaced([String: String])
    /// Those of this process, with these changes: nil removes one.
    case extended([String: String?])
  }

  /// The program, a name or a path, and what it is told; what is not UTF-8 is replaced.
  public let arguments: [String]
  /// The same, byte by byte.
  let words: [ProgramText]
  let input: Input
  let output: Output
  let error: ErrorOutput
  let environment: Environment
  let folder: ProgramText?

  /// What is known of the program: as in lesson 1.
  ///
  /// The pid of a running one is used, and the program reaped, only while this mutex is held.
  package let state = Mutex(ChildProcess.State.ready)
  /// This process's ends of the streams; nil before the start, and while a thread uses them.
  let streams = Mutex<Streams?>(nil)

  /// Describes a program to run; `start` starts it.
  ///
  /// - Parameters:
  ///   - arguments: The program, a name or a path, and what it is told.
  ///   - input: Where its standard input comes from.
  ///   - output: Where its standard output goes.
  ///   - error: Where its standard error goes.
  ///   - environment: Its variables.
  ///   - folder: The folder that it works in; this process's if nil.
  public convenience init(
    _ arguments: [String], input: Input = .none, output: Output = .inherited,
    error: ErrorOutput = .inherited, environment: Environment = .inherited,
    in folder: String? = nil
  ) {
    self.init(
      arguments.map { ProgramText($0) }, input: input, output: output, error: error,
      environment: environment, in: folder.map { ProgramText($0) })
  }

  /// Describes a program to run, with arguments and a folder that need not be text.
  ///
  /// ```swift
  /// // A file name in Latin-1: é is the byte E9.
  /// let name = ProgramText(bytes: Array("caf".utf8) + [0xe9])
  /// let list = Subprocess(["ls", "-l", "./\(name)"] as [ProgramText])
  /// try list.start()
  /// ```
  ///
  /// - Parameters:
  ///   - arguments: The program, a name or a path, and what it is told.
  ///   - input: Where its standard input comes from.
  ///   - output: Where its standard output goes.
  ///   - error: Where its standard error goes.
  ///   - environment: Its variables.
  ///   - folder: The folder that it works in; this process's if nil.
  @_disfavoredOverload  // An empty list is one of strings.
  public init(
    _ arguments: [ProgramText], input: Input = .none, output: Output = .inherited,
    error: ErrorOutput = .inherited, environment: Environment = .inherited,
    in folder: ProgramText? = nil
  ) {
    self.arguments = arguments.map(\.text)
    words = arguments
    self.input = input
    self.output = output
    self.error = error
    self.environment = environment
    self.folder = folder
  }

  /// A program that is still running goes on, and is reaped when it ends.
  deinit {
    streams.withLock { $0?.close() }
    guard case .running(let pid) = updatedState() else { return }
    // Without a thread there is a zombie, which is better than a crash.
    _ = try? BackgroundThread {
      while waitpid(pid, nil, 0) == -1, errno == EINTR {}
    }
  }

  /// The process identifier; nil before the start.
  ///
  /// It is the program's own until it is reaped. Later the system may give it to another one.
  public var pid: pid_t? {
    state.withLock { $0.pid }
  }

  /// Reaps the program if it has ended, and returns the state after that.
  ///
  /// Doesn't block (`waitpid` with WNOHANG).
  @discardableResult
  package func updatedState() -> ChildProcess.State {
    state.withLock { state in
      state.update()
      return state
    }
  }

  /// How the program ended, as far as is known; nil while it runs.
  ///
  /// - Throws: `SubprocessError.notStarted`, `SubprocessError.statusLost`.
  package func statusIfEnded() throws -> ExitStatus? {
    switch updatedState() {
    case .ready: throw SubprocessError.notStarted(arguments)
    case .running: nil
    case .ended(_, let waitStatus): ExitStatus(waitStatus: waitStatus)
    case .lost: throw SubprocessError.statusLost(arguments)
    }
  }
}

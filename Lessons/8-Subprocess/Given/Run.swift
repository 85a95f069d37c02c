import Groundwork
import Synchronization

extension Subprocess {
  /// Runs a program, and waits until it has ended.
  ///
  /// Blocks the calling thread. A program that fails is a normal result: see `check`.
  ///
  /// - Parameters:
  ///   - arguments: The program, a name or a path, and what it is told. A name is looked up in the
  ///     folders of PATH, as the program's variables have it.
  ///   - input: Where its standard input comes from.
  ///   - output: Where its standard output goes.
  ///   - error: Where its standard error goes.
  ///   - environment: Its variables.
  ///   - folder: The folder that it works in; this process's if nil.
  ///   - timeout: How long it may take. Then it is ended, with the programs that it started. One that
  ///     may not be signalled, as it became another user (`sudo`), goes on, and is not waited for.
  ///   - check: Whether to throw if it fails: if its exit code isn't 0, or a signal ended it.
  /// - Returns: How it ended, and what was captured.
  /// - Throws: `SpawnError` if it could not be started, also for lack of descriptors;
  ///   `SubprocessError.badVariable`; `SubprocessError.timedOut`; `SubprocessError.statusLost`;
  ///   `SubprocessError.failed` if `check` asks for it; `SystemError` if this process lacks something
  ///   later on, such as descriptors, and then the program was ended.
  @discardableResult
  public static func run(
    _ arguments: [String], input: Input = .none, output: Output = .inherited,
    error: ErrorOutput = .inherited, environment: Environment = .inherited,
    in folder: String? = nil, timeout: Duration? = nil, check: Bool = false
  ) throws -> CompletedProcess {
    let process = Subprocess(
      arguments, input: input, output: output, error: error, environment: environment, in: folder)
    return try process.runToItsEnd(timeout, check)
  }

  /// Runs a program, and waits until it has ended: the same, with arguments and a folder that need not
  /// be text.
  ///
  /// - Parameters:
  ///   - arguments: The program, a name or a path, and what it is told.
  ///   - input: Where its standard input comes from.
  ///   - output: Where its standard output goes.
  ///   - error: Where its standard error goes.
  ///   - environment: Its variables.
  ///   - folder: The folder that it works in; this process's if nil.
  ///   - timeout: How long it may take. Then it is ended, with the programs that it started.
  ///   - check: Whether to throw if it fails: if its exit code isn't 0, or a signal ended it.
  /// - Returns: How it ended, and what was captured.
  /// - Throws: As the other `run`.
  @discardableResult
  @_disfavoredOverload  // An empty list is one of strings.
  public static func run(
    _ arguments: [ProgramText], input: Input = .none, output: Output = .inherited,
    error: ErrorOutput = .inherited, environment: Environment = .inherited,
    in folder: ProgramText? = nil, timeout: Duration? = nil, check: Bool = false
  ) throws -> CompletedProcess {
    let process = Subprocess(
      arguments, input: input, output: output, error: error, environment: environment, in: folder)
    return try process.runToItsEnd(timeout, check)
  }

  private func runToItsEnd(_ timeout: Duration?, _ check: Bool) throws -> CompletedProcess {
    try start()
    let result: CompletedProcess
    do {
      guard let inTime = try attempt(timeout: timeout) else {
        throw SubprocessError.timedOut(try end(after: timeout ?? .zero))
      }
      result = inTime
    } catch {
      // Such as EMFILE: nobody would wait for the program any more.
      abandon()
      throw error
    }
    if check { try result.check() }
    return result
  }

  /// Ends the program, whose time is over, and says what is known of it.
  private func end(after timeout: Duration) throws -> TimedOut {
    do {
      let ended = try endAll()
      return TimedOut(
        arguments: arguments, timeout: timeout, status: ended.status, output: ended.output,
        error: ended.error)
    } catch  where error as? SubprocessError == .statusLost(arguments) || isRefusal(error) {
      // Nobody knows how it ended; or it may not be signalled, and goes on.
      return try withStreams { streams in
        TimedOut(
          arguments: arguments, timeout: timeout, status: nil, output: streams.output.bytes,
          error: streams.error.bytes)
      }
    }
  }

  /// Sends the program its input, receives what is captured, and waits until it has ended.
  ///
  /// Blocks the calling thread. What others do with the streams after the program's end, programs
  /// that it started, is not waited for. After a timeout the program still runs, and `communicate`
  /// can be called again: it goes on where it was.
  ///
  /// - Parameters:
  ///   - input: What to send, if it was made with the input `.piped`.
  ///   - timeout: How long to wait at the most.
  /// - Returns: How the program ended, and what was captured.
  /// - Throws: `SubprocessError.timedOut`, with what came so far; `SubprocessError.notPiped` and
  ///   `SubprocessError.inputGiven` if `input` can't be sent; `SubprocessError.notStarted`,
  ///   `SubprocessError.busy` and `SubprocessError.statusLost`; `SystemError`, if this process has no
  ///   descriptor left.
  public func communicate(
    input: [UInt8]? = nil, timeout: Duration? = nil
  ) throws -> CompletedProcess {
    if let result = try attempt(input: input, timeout: timeout) { return result }
    throw SubprocessError.timedOut(
      try withStreams { report($0, after: timeout) })
  }

  /// Does what `communicate` does, and returns nil if time is up.
  package func attempt(
    input: [UInt8]? = nil, timeout: Duration? = nil
  ) throws -> CompletedProcess? {
    let deadline = Deadline(after: timeout)
    return try withStreams { streams in
      try give(input, to: &streams)
      let isOver: Bool
      if !streams.areOpen {
        isOver = true
      } else if !streams.input.isOpen, timeout == nil {
        try streams.readAll()
        isOver = true
      } else {
        isOver = try streams.transfer(until: deadline)
      }
      guard isOver, let status = try status(until: deadline) else { return nil }
      streams.close()
      return CompletedProcess(
        arguments: arguments, status: status, output: streams.output.bytes,
        error: streams.error.bytes)
    }
  }

  private func status(until deadline: Deadline) throws -> ExitStatus? {
    guard let remaining = deadline.remaining else { return try wait() }
    return try wait(timeout: remaining)
  }

  /// The input is what the first call says, or the program was made with.
  private func give(_ input: [UInt8]?, to streams: inout Streams) throws {
    if let input, streams.input.isGiven {
      try streams.input.resume(with: input, of: arguments)
    } else if let input {
      guard streams.input.isOpen else { throw SubprocessError.notPiped(arguments) }
      guard streams.input.unsent.isEmpty else { throw SubprocessError.inputGiven(arguments) }
      streams.input.unsent = input[...]
    }
    streams.input.isGiven = true
  }

  /// Calls `body` with the streams, which no other thread has meanwhile.
  package func withStreams<Result>(_ body: (inout Streams) throws -> Result) throws -> Result {
    guard var streams = self.streams.withLock({ $0.take() }) else {
      if case .ready = state.withLock({ $0 }) { throw SubprocessError.notStarted(arguments) }
      throw SubprocessError.busy(arguments)
    }
    defer { self.streams.withLock { $0 = streams } }
    streams.mayLook = true
    if streams.areOpen { try watchProgram(for: &streams) }
    return try body(&streams)
  }

  /// Lets the streams see when the program has ended.
  private func watchProgram(for streams: inout Streams) throws {
    guard streams.program == nil, !streams.programHasEnded else { return }
    streams.program = try state.withLock { state in
      // Inside the mutex the pid is still the program's own.
      if case .running(let pid) = state { try Descriptor.process(pid) } else { nil }
    }
    if streams.program == nil { streams.noteEnd() }
  }
}

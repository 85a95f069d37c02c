import Groundwork

extension Subprocess {
  /// Runs programs side by side, the output of each being the input of the next: `a | b | c`.
  ///
  /// Blocks until all have ended. One that stops reading early ends the one that writes to it, by
  /// SIGPIPE.
  ///
  /// - Parameters:
  ///   - commands: The programs, and what they are told.
  ///   - input: Where the input of the first comes from.
  ///   - output: Where the output of the last goes.
  ///   - timeout: How long they may take once all are started. Then all are killed, with the programs
  ///     that they started.
  /// - Returns: What came of each, in order.
  /// - Throws: `SpawnError` if one can't be started, or there is none (`.noArguments`);
  ///   `SubprocessError.timedOut`; `SubprocessError.statusLost`; `SystemError`. Those that were started
  ///   are ended then.
  @discardableResult
  public static func pipeline(
    _ commands: [[String]], input: Input = .none, output: Output = .captured,
    timeout: Duration? = nil
  ) throws -> [CompletedProcess] {
    todo("Run the programs side by side, each reading what the one before writes.")
  }
}

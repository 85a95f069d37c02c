// Mistake: Each program is run to its end, and its output is the next one's input.
// Caught by: The programs run side by side
// Verdict: failed

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
  ///   - timeout: How long they may take. Then all are killed, with the programs that they started.
  /// - Returns: What came of each, in order.
  /// - Throws: `SpawnError` if one can't be started, or there is none; `SubprocessError.timedOut`;
  ///   `SystemError`. Those that were started are ended then.
  @discardableResult
  public static func pipeline(
    _ commands: [[String]], input: Input = .none, output: Output = .captured,
    timeout: Duration? = nil
  ) throws -> [CompletedProcess] {
    guard !commands.isEmpty else { throw SpawnError.noArguments }
    var results: [CompletedProcess] = []
    var input = input
    for (index, command) in commands.enumerated() {
      let isLast = index == commands.count - 1
      let result = try run(
        command, input: input, output: isLast ? output : .captured, timeout: timeout)
      input = .bytes(result.output)
      results.append(
        isLast ? result : CompletedProcess(arguments: command, status: result.status))
    }
    return results
  }
}

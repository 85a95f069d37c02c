// Mistake: Each program is run to its end, and its output is the next one's input.
// Caught by: The programs run side by side
// Verdict: failed

import Groundwork

extension Subprocess {
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

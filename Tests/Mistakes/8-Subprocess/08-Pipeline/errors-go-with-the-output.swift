// Mistake: merges the standard error of each program into its output, so that what `ls /none /`
// complains about is input of the next one ("The output of each program is the input of the next").
// Caught by: What they complain about is no input of the next
// Verdict: failed
import Groundwork

extension Subprocess {
  @discardableResult
  public static func pipeline(
    _ commands: [[String]], input: Input = .none, output: Output = .captured,
    timeout: Duration? = nil
  ) throws -> [CompletedProcess] {
    guard !commands.isEmpty else { throw SpawnError.noArguments }
    var processes: [Subprocess] = []
    do {
      var reader: Descriptor?
      for (index, command) in commands.enumerated() {
        let next = try index == commands.count - 1 ? nil : Descriptor.pipe()
        let process = Subprocess(
          command, input: reader.map { .descriptor($0) } ?? input,
          output: next.map { .descriptor($0.writer) } ?? output, error: .merged)
        defer {
          reader?.close()
          next?.writer.close()
          reader = next?.reader
        }
        try process.start()
        processes.append(process)
      }
      return try concurrently(processes) { try $0.communicate(timeout: timeout) }
    } catch {
      for process in processes { process.abandon() }
      throw error
    }
  }
}

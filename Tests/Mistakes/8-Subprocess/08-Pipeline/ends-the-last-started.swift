// Mistake: abandons only the program that was started last: of `sleep 60 | sleep 60 | no-such-
// program` the first one goes on ("all others are ended").
// Caught by: If one can't be started, those before it are ended, and the error is thrown on
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
          output: next.map { .descriptor($0.writer) } ?? output)
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
      processes.last?.abandon()
      throw error
    }
  }
}

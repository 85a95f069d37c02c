// Beginner: If one can't be started, those before it go on.
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
    var reader: Descriptor?
    defer { reader?.close() }
    do {
      for (index, command) in commands.enumerated() {
        let isLast = index == commands.count - 1
        let next = try isLast ? nil : Descriptor.pipe()
        // A program has ends of its own. One that stayed open here would hide from the others that
        // theirs were closed.
        defer {
          reader?.close()
          next?.writer.close()
          reader = next?.reader
        }
        let process = Subprocess(
          command, input: reader.map { .descriptor($0) } ?? input,
          output: next.map { .descriptor($0.writer) } ?? output)
        try process.start()
        processes.append(process)
      }
      // All at once: the last one may wait for what is sent to the first.
      return try concurrently(processes) { try $0.communicate(timeout: timeout) }
    } catch {
      throw error
    }
  }
}

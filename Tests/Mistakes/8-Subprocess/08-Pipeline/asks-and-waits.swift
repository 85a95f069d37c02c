// Mistake: After an error it asks the programs to end, and waits for that.
// Caught by: When time is up, all are ended
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
    do {
      for (index, command) in commands.enumerated() {
        let next = index == commands.count - 1 ? nil : try Descriptor.pipe()
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
      return try concurrently(processes) { try $0.communicate(timeout: timeout) }
    } catch {
      // All are asked first, so that they end at the same time.
      for process in processes { try? process.terminate() }
      for process in processes { _ = try? process.wait() }
      throw error
    }
  }
}

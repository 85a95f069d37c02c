// Alternative: The programs are started from the last one to the first.

import Groundwork

extension Subprocess {
  @discardableResult
  public static func pipeline(
    _ commands: [[String]], input: Input = .none, output: Output = .captured,
    timeout: Duration? = nil
  ) throws -> [CompletedProcess] {
    guard !commands.isEmpty else { throw SpawnError.noArguments }
    var processes: [Subprocess] = []
    var writer: Descriptor?
    defer { writer?.close() }
    do {
      for (index, command) in commands.enumerated().reversed() {
        let previous = try index == 0 ? nil : Descriptor.pipe()
        defer {
          writer?.close()
          previous?.reader.close()
          writer = previous?.writer
        }
        let process = Subprocess(
          command, input: previous.map { .descriptor($0.reader) } ?? input,
          output: writer.map { .descriptor($0) } ?? output)
        try process.start()
        processes.insert(process, at: 0)
      }
      // All at once: the last one may wait for what is sent to the first.
      return try concurrently(processes) { try $0.communicate(timeout: timeout) }
    } catch {
      for process in processes { process.abandon() }
      throw error
    }
  }
}

// Mistake: The writers' ends stay open here: no reader sees the end.
// Caught by: The end of the first one's output reaches the last one
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
    var writers: [Descriptor] = []
    defer { (writers + [reader].compactMap { $0 }).forEach { $0.close() } }
    do {
      for (index, command) in commands.enumerated() {
        let isLast = index == commands.count - 1
        let next = try isLast ? nil : Descriptor.pipe()
        if let next { writers.append(next.writer) }
        // A program has ends of its own. One that stayed open here would hide from the others that
        // theirs were closed.
        defer {
          reader?.close()
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
      for process in processes { process.abandon() }
      throw error
    }
  }
}

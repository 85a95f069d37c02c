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
      for process in processes { process.abandon() }
      throw error
    }
  }
}

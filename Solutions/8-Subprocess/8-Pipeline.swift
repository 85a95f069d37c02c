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
  /// - Returns: What came of each, in order.
  /// - Throws: `SpawnError` if one can't be started: then those before it are ended.
  @discardableResult
  public static func pipeline(
    _ commands: [[String]], input: Input = .none, output: Output = .captured
  ) throws -> [CompletedProcess] {
    var processes: [Subprocess] = []
    do {
      var next = input
      for (index, command) in commands.enumerated() {
        let isLast = index == commands.count - 1
        let (reader, writer) = isLast ? (nil, nil) : try pipeEnds()
        // Each end is closed here at once: else its reader would never see the end.
        defer {
          writer?.close()
          if index > 0, case .descriptor(let used) = next { used.close() }
          if let reader { next = .descriptor(reader) }
        }
        let process = Subprocess(
          command, input: next, output: writer.map { .descriptor($0) } ?? output)
        try process.start()
        processes.append(process)
      }
    } catch {
      for process in processes {
        try process.kill()
        try process.wait()
      }
      throw error
    }
    return try processes.reversed().map { try $0.communicate() }.reversed()
  }

  private static func pipeEnds() throws -> (Descriptor?, Descriptor?) {
    let (reader, writer) = try Descriptor.pipe()
    return (reader, writer)
  }
}

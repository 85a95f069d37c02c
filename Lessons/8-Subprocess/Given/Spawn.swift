import Groundwork

extension Subprocess {
  /// Starts the program, and keeps this process's ends of its streams.
  ///
  /// - Returns: The pid of the child.
  /// - Throws: `SpawnError` if the program can't be started, also if this process has no descriptors
  ///   for its streams; `SubprocessError.badVariable`. Nothing was started then, and nothing is left
  ///   open.
  package func spawn() throws -> pid_t {
    do {
      return try spawnWithStreams()
    } catch let error as SystemError {
      throw SpawnError.system(error)
    }
  }

  private func spawnWithStreams() throws -> pid_t {
    var start = ProgramStart(words, folder: folder)
    if environment != .inherited { start.environment = try environment.all() }

    let (feed, reader) = try openInput()
    var streams = Streams(input: feed)
    var temporary = [reader]
    defer { temporary.forEach { $0?.close() } }
    do {
      if !areInherited {
        let ends = try Self.open(output, error)
        temporary += [ends.output.temporary, ends.error.temporary]
        start.output = ends.output.program
        start.error = ends.error.program
        streams.output = Capture(ends.output.end)
        streams.error = Capture(ends.error.end)
      }
      switch input {
      case .none: start.input = .null
      case .inherited: break
      case .bytes: start.input = reader.map { .descriptor($0) } ?? .null
      case .descriptor(let descriptor): start.input = .descriptor(descriptor)
      }
      start.hasOwnGroup = hasOwnGroup
      let pid = try start.spawn()
      self.streams.withLock { $0 = streams }
      return pid
    } catch {
      streams.close()
      throw error
    }
  }

  /// Whether the program leads a process group of its own, which can be signalled as a whole.
  ///
  /// One that may read from the terminal must be in the group that the terminal listens to.
  package var hasOwnGroup: Bool {
    if case .inherited = input { false } else { true }
  }

  /// Whether output and error both go where this process's go.
  private var areInherited: Bool {
    if case (.inherited, .apart(.inherited)) = (output, error) { true } else { false }
  }

  private func openInput() throws -> (Feed, reader: Descriptor?) {
    guard case .bytes(let bytes) = input else { return (Feed(nil), nil) }
    let (reader, writer) = try Descriptor.pipe()
    do {
      try writer.setNonBlocking()
      // As with a busy output: each side wakes up less often.
      if bytes.count >= 1 << 17 { writer.widenPipe(to: 1 << 18) }
    } catch {
      reader.close()
      writer.close()
      throw error
    }
    return (Feed(writer, bytes), reader)
  }
}

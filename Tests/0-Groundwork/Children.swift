#if Solutions
  import Groundwork
  import Testing

  /// How a child ended: its exit code, or minus the signal.
  func wait(for pid: pid_t) throws -> CInt {
    var status: CInt = 0
    while waitpid(pid, &status, 0) != pid {
      guard errno == EINTR else { throw SystemError("waitpid") }
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : -signal
  }

  /// Reads until the end.
  func readAll(_ reader: Descriptor) throws -> String {
    var bytes: [UInt8] = []
    try withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
      while case let count = try reader.read(into: buffer), count > 0 {
        bytes += buffer[..<count]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  extension Descriptor {
    /// Writes all of `text`.
    func write(_ text: String) throws {
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty { rest = rest.dropFirst(try rest.withUnsafeBytes { try write($0) }) }
    }
  }

  /// Launches `make(writer)`, waits for its end, and returns what it wrote and how it ended.
  func transcript(
    name: String = "Child", _ make: (Descriptor) throws -> some ProcessTarget
  ) throws -> (text: String, status: CInt) {
    let (reader, writer) = try Descriptor.pipe()
    let pid = try launch(make(writer), name: name)
    // Or the end would never come.
    writer.close()
    let text = try readAll(reader)
    return (text, try wait(for: pid))
  }
#endif

import Groundwork

extension Descriptor {
  /// Writes a line; all of it at once if it is short.
  package func writeLine(_ line: String) throws {
    var bytes = Array("\(line)\n".utf8)[...]
    while !bytes.isEmpty {
      bytes = bytes.dropFirst(try bytes.withUnsafeBytes { try write($0) })
    }
  }

  /// Some bytes; none at the end.
  package func readBytes(_ limit: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = try bytes.withUnsafeMutableBytes { try read(into: $0) }
    return Array(bytes.prefix(count))
  }

  /// The next line, without its end; nil at the end of the stream.
  package func readLine(orElse problem: String) throws -> String? {
    let deadline = Deadline(after: .seconds(6))
    var line: [UInt8] = []
    while true {
      guard try waitUntilReadable(until: deadline) else { throw TestFailure(problem) }
      guard let byte = try readBytes(1).first else { return nil }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }

  /// Everything until the end of the stream.
  package func readAll() throws -> String {
    var bytes: [UInt8] = []
    while true {
      let more = try readBytes(4096)
      if more.isEmpty { return String(decoding: bytes, as: UTF8.self) }
      bytes += more
    }
  }

  /// Waits for a byte, or for the end of the stream.
  package func waitAtGate() throws {
    _ = try readBytes(1)
  }
}

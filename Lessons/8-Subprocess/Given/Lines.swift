import Groundwork

extension Descriptor {
  /// Writes all of a text; blocks while there is no room.
  ///
  /// What nobody can read any more is dropped: who waits for an answer finds that out.
  package func writeAll(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    do {
      while !rest.isEmpty {
        rest = rest.dropFirst(try rest.withUnsafeBytes { try write($0) })
      }
    } catch let error as SystemError where error.number == EPIPE {
      // Nobody reads it.
    }
  }

  /// Reads up to the end of a line, which is left out; blocks until it is there.
  ///
  /// - Returns: The line; nil at the end of the stream, also if a line has begun there.
  /// - Throws: `SystemError`.
  package func readLine() throws -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    // One at a time: what comes after the end of the line is for the next call.
    while try withUnsafeMutableBytes(of: &byte, { try read(into: $0) }) == 1 {
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return nil
  }
}

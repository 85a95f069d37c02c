import Groundwork

extension Descriptor {
  /// Writes all of a text; blocks while there is no room.
  package func writeAll(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      rest = rest.dropFirst(try rest.withUnsafeBytes { try write($0) })
    }
  }

  /// Reads up to the end of a line, which is left out; what there is, if the stream ends before.
  package func readLine() throws -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while try withUnsafeMutableBytes(of: &byte, { try read(into: $0) }) == 1, byte != 10 {
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }
}

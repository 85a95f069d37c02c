// Mistake: Each call asks for the whole buffer, and what is too much is thrown away.
// Caught by: It takes not one byte more
// Verdict: failed

import Groundwork

extension Connection {
  /// Fills `buffer` with the next bytes, in as many pieces as they come.
  ///
  /// Blocks until the buffer is full, or the stream has ended. It takes not one byte more: those
  /// belong to somebody else. An empty buffer is full.
  ///
  /// - Parameter buffer: Where the bytes go.
  /// - Returns: The number of bytes that were received: less than `buffer.count` only if the stream
  ///   has ended, 0 if it had ended before.
  /// - Throws: `SystemError`.
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    var piece = [UInt8](repeating: 0, count: 4096)
    while count < buffer.count {
      let received = try piece.withUnsafeMutableBytes { try receiveSome(into: $0) }
      if received == 0 { break }
      let used = min(received, buffer.count - count)
      UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyBytes(from: piece.prefix(used))
      count += used
    }
    return count
  }
}

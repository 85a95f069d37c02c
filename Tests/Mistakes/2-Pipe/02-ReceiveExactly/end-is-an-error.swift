// Mistake: The end of the stream is taken for an error, whatever came before.
// Caught by: The end inside is told by the number of bytes that came
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
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let received = try receiveSome(into: rest)
      if received == 0 { throw ConnectionError.closed }
      count += received
    }
    return count
  }
}

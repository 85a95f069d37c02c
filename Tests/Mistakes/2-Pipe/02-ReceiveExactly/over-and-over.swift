// Mistake: Every piece goes to the start of the buffer.
// Caught by: It waits until the buffer is full, however the bytes come
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
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(buffer.count - count))
      let received = try receiveSome(into: rest)
      if received == 0 { break }
      count += received
    }
    return count
  }
}

// Mistake: Nothing is asked of the system, too, and that waits.
// Caught by: An empty buffer is full at once
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
    repeat {
      // Room for at least one byte, so that something can come.
      guard try descriptor.waitUntilReadable() else { break }
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let received = try receiveSome(into: rest)
      if received == 0 { break }
      count += received
    } while count < buffer.count
    return count
  }
}

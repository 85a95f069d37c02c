// Alternative: The rest of the buffer is kept, and not a count.

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
    var rest = buffer
    while !rest.isEmpty {
      let received = try receiveSome(into: rest)
      guard received > 0 else { break }
      rest = UnsafeMutableRawBufferPointer(rebasing: rest.dropFirst(received))
    }
    return buffer.count - rest.count
  }
}

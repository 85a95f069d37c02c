import Groundwork

extension Connection {
  /// Sends all of `bytes`, in order, in as many pieces as it takes.
  ///
  /// Blocks until the last byte is sent, which is before it is received. No bytes take no time.
  ///
  /// - Parameter bytes: What to send.
  /// - Throws: `SystemError`, EPIPE if the other end is closed. How many of the bytes were sent is
  ///   not known then.
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      // A slice keeps the indices of the whole; `rebasing` begins again at 0.
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(try sendSome(rest)))
    }
  }
}

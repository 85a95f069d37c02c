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
    todo("Send all of the bytes, however few the system takes at a time.")
  }
}

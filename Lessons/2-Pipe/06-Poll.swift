import Groundwork

extension Connection {
  /// Waits until `receive` has something to go on with, but for `timeout` at the most.
  ///
  /// Takes nothing away, however often it is called. At the end of the stream there is something as
  /// well: `receive` throws at once then.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, looks without waiting.
  /// - Returns: Whether a message, or the first part of one, or the end of the stream is there.
  /// - Throws: `ConnectionError.closedHere` if this end was closed; `.sendsOnly` if it can only send.
  public func poll(timeout: Duration = .zero) throws -> Bool {
    todo("Wait until there is something to receive or the time is over; take nothing away.")
  }
}

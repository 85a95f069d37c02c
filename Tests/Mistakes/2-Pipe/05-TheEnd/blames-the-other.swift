// Mistake: An end that was closed here is taken for one that was closed there.
// Caught by: Using an end that was closed here throws `.closedHere`
// Verdict: failed

import Groundwork

extension Connection {
  /// What is thrown when the stream has ended, and a message was to be received.
  ///
  /// - Parameter count: How many bytes of the message came before the end, header included.
  /// - Returns: `ConnectionError.closed` between two messages, `.truncated` inside of one.
  package func endOfStream(after count: Int) -> ConnectionError {
    count == 0 ? .closed : .truncated
  }

  /// What an error of the system means to those who use a connection.
  ///
  /// - Parameter error: What a call on the socket threw.
  /// - Returns: `ConnectionError.noReceiver` if the other end is closed, `.closedHere` if this one
  ///   is; else `error`, which is about something else.
  package func meaning(of error: SystemError) -> any Error {
    switch error.number {
    // A reset is a close, too: of an end that had not received all that was sent to it.
    case EPIPE, ECONNRESET, EBADF: ConnectionError.noReceiver
    default: error
    }
  }
}

// Mistake: The end of the stream is taken for one thing, wherever it comes.
// Caught by: An end inside of a message is `.truncated`, wherever it is
// Verdict: failed

import Groundwork

extension Connection {
  /// What is thrown when the stream has ended, and a message was to be received.
  ///
  /// - Parameter count: How many bytes of the message came before the end, header included.
  /// - Returns: `ConnectionError.closed` between two messages, `.truncated` inside of one.
  package func endOfStream(after count: Int) -> ConnectionError {
    .closed
  }

  /// What an error of the system means to those who use a connection.
  ///
  /// - Parameter error: What a call on the socket threw.
  /// - Returns: `ConnectionError.noReceiver` if the other end is closed, `.closedHere` if this one
  ///   is; else `error`, which is about something else.
  package func meaning(of error: SystemError) -> any Error {
    switch error.number {
    // A reset is a close, too: of an end that had not received all that was sent to it.
    case EPIPE, ECONNRESET: ConnectionError.noReceiver
    case EBADF: ConnectionError.closedHere
    default: error
    }
  }
}

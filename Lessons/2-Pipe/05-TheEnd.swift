import Groundwork

extension Connection {
  /// What is thrown when the stream has ended, and a message was to be received.
  ///
  /// - Parameter count: How many bytes of the message came before the end, header included.
  /// - Returns: `ConnectionError.closed` between two messages, `.truncated` inside of one.
  package func endOfStream(after count: Int) -> ConnectionError {
    todo("Tell an end between messages from one inside of a message.")
  }

  /// What an error of the system means to those who use a connection.
  ///
  /// - Parameter error: What a call on the socket threw.
  /// - Returns: `ConnectionError.noReceiver` if the other end is closed, `.closedHere` if this one
  ///   is; else `error`, which is about something else.
  package func meaning(of error: SystemError) -> any Error {
    todo("Tell which errors say that an end is closed, and which end.")
  }
}

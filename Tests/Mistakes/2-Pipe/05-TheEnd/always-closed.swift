// Mistake: The end of the stream is taken for one thing, wherever it comes.
// Caught by: An end inside of a message is `.truncated`, wherever it is
// Verdict: failed

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    .closed
  }

  package func meaning(of error: SystemError) -> any Error {
    switch error.number {
    // A reset is a close, too: of an end that had not received all that was sent to it.
    case EPIPE, ECONNRESET: ConnectionError.noReceiver
    case EBADF: ConnectionError.closedHere
    default: error
    }
  }
}

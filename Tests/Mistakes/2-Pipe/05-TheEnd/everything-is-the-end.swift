// Mistake: Every error is taken for the end of the connection.
// Caught by: Other errors of the system are passed on as they are
// Verdict: failed

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    count == 0 ? .closed : .truncated
  }

  package func meaning(of error: SystemError) -> any Error {
    switch error.number {
    // A reset is a close, too: of an end that had not received all that was sent to it.
    case EPIPE, ECONNRESET: ConnectionError.noReceiver
    case EBADF: ConnectionError.closedHere
    default: ConnectionError.closed
    }
  }
}

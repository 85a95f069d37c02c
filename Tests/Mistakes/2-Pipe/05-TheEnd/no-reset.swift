// Mistake: A reset is not known to be a close.
// Caught by: So does sending to an end that closes with unread messages
// Verdict: failed

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    count == 0 ? .closed : .truncated
  }

  package func meaning(of error: SystemError) -> any Error {
    switch error.number {
    // A reset is a close, too: of an end that had not received all that was sent to it.
    case EPIPE: ConnectionError.noReceiver
    case EBADF: ConnectionError.closedHere
    default: error
    }
  }
}

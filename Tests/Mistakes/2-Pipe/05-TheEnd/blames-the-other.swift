// Mistake: An end that was closed here is taken for one that was closed there.
// Caught by: Using an end that was closed here throws `.closedHere`
// Verdict: failed

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    count == 0 ? .closed : .truncated
  }

  package func meaning(of error: SystemError) -> any Error {
    switch error.number {
    // A reset is a close, too: of an end that had not received all that was sent to it.
    case EPIPE, ECONNRESET, EBADF: ConnectionError.noReceiver
    default: error
    }
  }
}

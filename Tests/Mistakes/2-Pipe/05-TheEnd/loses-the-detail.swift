// Mistake: An error that is passed on loses its detail.
// Caught by: Other errors of the system are passed on as they are
// Verdict: failed

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    count == 0 ? .closed : .truncated
  }

  package func meaning(of error: SystemError) -> any Error {
    switch error.number {
    case EPIPE, ECONNRESET: ConnectionError.noReceiver
    case EBADF: ConnectionError.closedHere
    default: SystemError(error.call, number: error.number)
    }
  }
}

// Mistake: Every error of the network is taken for a closed end.
// Caught by: Other errors of the system are passed on as they are
// Verdict: failed

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    count == 0 ? .closed : .truncated
  }

  package func meaning(of error: SystemError) -> any Error {
    switch error.number {
    case EPIPE, ECONNRESET, ENOTCONN, ETIMEDOUT, ENOBUFS: ConnectionError.noReceiver
    case EBADF: ConnectionError.closedHere
    default: error
    }
  }
}

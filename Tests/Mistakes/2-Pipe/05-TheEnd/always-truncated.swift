// Mistake: Every end of the stream is taken for an accident.
// Caught by: After the last message comes `.closed`, as often as asked
// Verdict: failed

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    .truncated
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

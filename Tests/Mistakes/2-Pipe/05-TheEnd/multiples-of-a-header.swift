// Mistake: An end after eight bytes, or sixteen, is taken for one between two messages.
// Caught by: An end inside of a message is `.truncated`, wherever it is
// Verdict: failed

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    count.isMultiple(of: FrameHeader.byteCount) ? .closed : .truncated
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

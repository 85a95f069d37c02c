// Mistake: EPIPE and ECONNRESET count only if they come from `write`.
// Caught by: Other errors of the system are passed on as they are
// Verdict: failed

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    count == 0 ? .closed : .truncated
  }

  package func meaning(of error: SystemError) -> any Error {
    switch (error.call, error.number) {
    case ("write", EPIPE), ("write", ECONNRESET): ConnectionError.noReceiver
    case (_, EBADF): ConnectionError.closedHere
    default: error
    }
  }
}

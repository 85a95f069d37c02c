// Alternative: Conditions instead of a switch.

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    count == 0 ? .closed : .truncated
  }

  package func meaning(of error: SystemError) -> any Error {
    if [EPIPE, ECONNRESET].contains(error.number) { return ConnectionError.noReceiver }
    if error.number == EBADF { return ConnectionError.closedHere }
    return error
  }
}

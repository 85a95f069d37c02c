// Mistake: The errors of the system are left as they are.
// Caught by: Sending to an end that is closed throws `.noReceiver`
// Verdict: failed

import Groundwork

extension Connection {
  package func endOfStream(after count: Int) -> ConnectionError {
    count == 0 ? .closed : .truncated
  }

  package func meaning(of error: SystemError) -> any Error {
    error
  }
}

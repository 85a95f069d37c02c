// Mistake: The milliseconds are put into the C function's number, which is too small for a month.
// Caught by: A month, a hundred years and the longest time there is are as good as for ever
// Verdict: crashed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    // Made once: an interrupted wait goes on with the time that is left.
    let milliseconds = CInt(max(0, timeout / .milliseconds(1)))
    let deadline = Deadline(after: .milliseconds(milliseconds + (milliseconds > 0 ? 1 : 0)))
    return try use(for: .receiving) {
      try descriptor.waitUntilReadable(until: deadline)
    }
  }
}

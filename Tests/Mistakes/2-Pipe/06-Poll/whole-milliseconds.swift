// Mistake: The timeout is cut down to whole milliseconds.
// Caught by: It doesn't say too soon that nothing came
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    // Made once: an interrupted wait goes on with the time that is left.
    let (seconds, attoseconds) = timeout.components
    let milliseconds = Duration.milliseconds(attoseconds / 1_000_000_000_000_000)
    let deadline = Deadline(after: .seconds(seconds) + milliseconds)
    return try use(for: .receiving) {
      try descriptor.waitUntilReadable(until: deadline)
    }
  }
}

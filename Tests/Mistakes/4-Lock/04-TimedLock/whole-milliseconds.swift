// Mistake: The timeout is cut down to whole milliseconds.
// Caught by: It doesn't give up too soon
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if tryLock() { return .locked }
    let (seconds, attoseconds) = timeout.components
    let milliseconds = Duration.milliseconds(attoseconds / 1_000_000_000_000_000)
    let deadline = Deadline(after: .seconds(seconds) + milliseconds)
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value, until: deadline) { return outcome }
      if deadline.hasPassed {
        // This thread may have been woken in place of another one: either it takes the lock now, or
        // it makes sure that the next owner wakes somebody.
        return try takeOrAnnounce() == nil ? .locked : nil
      }
    }
    return .locked
  }
}

// Mistake: When the time is up, it tries once more, and does not look what came of that.
// Caught by: What it says is what it did, also when a permit comes in its last moment
// Verdict: failed

import Groundwork

extension SharedSemaphore {
  public func tryAcquire() -> Bool {
    var value = word.load()
    while value & ~Self.sleepers > 0 {
      let (exchanged, original) = word.compareExchange(expected: value, desired: value - 1)
      if exchanged { return true }
      value = original
    }
    return false
  }

  @available(*, noasync)
  public func acquire() {
    _ = acquire(until: .never)
  }

  @available(*, noasync)
  public func acquire(timeout: Duration) -> Bool {
    acquire(until: Deadline(after: timeout))
  }

  public func release() throws {
    var value = word.load()
    while true {
      let permits = value & ~Self.sleepers
      guard permits < limit else { throw LockError.tooManyReleases(limit: limit) }
      let (exchanged, original) = word.compareExchange(expected: value, desired: permits + 1)
      if exchanged { break }
      value = original
    }
    if value & Self.sleepers != 0 { word.wake() }
  }

  @available(*, noasync)
  public func withPermit<Result>(_ body: () throws -> Result) throws -> Result {
    acquire()
    let result: Result
    do {
      result = try body()
    } catch {
      // What went wrong first says more than what this may throw.
      try? release()
      throw error
    }
    // It fails if somebody has released a permit that was not theirs.
    try release()
    return result
  }

  @available(*, noasync)
  func acquire(until deadline: Deadline) -> Bool {
    while !tryAcquire() {
      if deadline.hasPassed {
        _ = tryAcquire()
        return false
      }
      // If there is a permit by now, neither call does anything.
      _ = word.compareExchange(expected: 0, desired: Self.sleepers)
      sleep(while: Self.sleepers, until: deadline)
    }
    return true
  }
}

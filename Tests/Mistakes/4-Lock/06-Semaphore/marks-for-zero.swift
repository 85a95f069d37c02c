// Mistake: It looks at the time only after it has slept.
// Caught by: While nobody sleeps, neither acquire nor release makes a system call
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
      try? release()
      throw error
    }
    try release()
    return result
  }

  @available(*, noasync)
  func acquire(until deadline: Deadline) -> Bool {
    while !tryAcquire() {
      _ = word.compareExchange(expected: 0, desired: Self.sleepers)
      sleep(while: Self.sleepers, until: deadline)
      if deadline.hasPassed { return tryAcquire() }
    }
    return true
  }
}

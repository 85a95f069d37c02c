// Mistake: A release leaves the mark for sleepers in the word.
// Caught by: release wakes all there can be, however many
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
      guard value & ~Self.sleepers < limit else { throw LockError.tooManyReleases(limit: limit) }
      let (exchanged, original) = word.compareExchange(expected: value, desired: value + 1)
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
      if deadline.hasPassed { return false }
      _ = word.compareExchange(expected: 0, desired: Self.sleepers)
      sleep(while: Self.sleepers, until: deadline)
    }
    return true
  }
}

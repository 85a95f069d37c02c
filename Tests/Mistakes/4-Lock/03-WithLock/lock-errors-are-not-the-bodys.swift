// Mistake: It takes each LockError for one of its own lock().
// Caught by: A body may throw a LockError of another lock: this lock is free again all the same
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      try lock()
      let result = try body()
      try? unlock()
      return result
    } catch let error as LockError {
      // The lock could not be taken: there is nothing to give back.
      throw error
    } catch {
      try? unlock()
      throw error
    }
  }
}

import Grading
import Groundwork
import Testing

// More tests of 09-RecursiveLock: what each of the ways makes of an owner that is dead, and of errors.

extension `4-Lock`.`09-RecursiveLock` {
  @Test(
    "With a timeout, too, the next one after a death is told, even if there is no time at all",
    .holds(.death))
  func timedAfterDeath() throws {
    for timeout in [Duration.zero, .milliseconds(-1), .seconds(600)] {
      let lock = SharedRecursiveLock(
        in: try SharedMemory(byteCount: 16), at: 0, slice: .milliseconds(5))
      lock.depth.store(3)
      try lock.base.losesItsOwner()
      let thread = try Observed {
        let outcomes = [try lock.lock(timeout: timeout), try lock.lock(timeout: timeout)]
        guard lock.base.isHeldByCurrentThread else { return (outcomes, isHeld: false) }
        try lock.unlock()
        let isHeld = lock.base.isHeldByCurrentThread
        if isHeld { try lock.unlock() }
        return (outcomes, isHeld: isHeld)
      }
      let (outcomes, isHeld) = try thread.afterDeath(
        "lock(timeout:) in 04-TimedLock.swift",
        orElse: "the owner is dead, and lock(timeout: \(timeout)) waits on")
      #expect(
        outcomes == [.ownerDied, .locked] && isHeld && lock.base.owner == 0,
        """
        the owner died. The next thread called lock(timeout: \(timeout)) twice, and unlock twice; it \
        was told \(outcomes), and should be told ownerDied, and then locked. After one unlock it had \
        the lock: \(isHeld). Pass on what `base.lock(timeout:)` returns: also without any time it \
        asks whether the owner lives, which tryLock doesn't
        """)
    }
  }

  @Test(
    "tryLock doesn't ask whether the owner lives, and leaves a dead one's lock as it is",
    .holds(.death))
  func triesAfterDeath() throws {
    let lock = SharedRecursiveLock(
      in: try SharedMemory(byteCount: 16), at: 0, slice: .milliseconds(5))
    try lock.base.losesItsOwner()
    let word = lock.base.word.load()
    let isTaken = try Observed { lock.tryLock() }.value(orElse: "tryLock waits")
    #expect(
      !isTaken && lock.base.word.load() == word,
      """
      the owner died, and tryLock took the lock, or marked it: it can only say yes or no, and so can't \
      tell that what the lock protects may be half changed. Use `base.tryLock`
      """)
  }

  @Test(
    "A body may throw a LockError of another lock: withLock gives this one back all the same",
    .holds(.failure))
  func bodyThrowsLockError() throws {
    for error in bodysLockErrors {
      let lock = SharedRecursiveLock(in: try SharedMemory(byteCount: 16), at: 0, slice: nil)
      let thread = try Observed {
        try lock.withLock { () throws -> Void in throw error }
      }
      #expect(throws: error, "the body's error should come out") {
        try thread.value(orElse: "withLock didn't return")
      }
      #expect(lock.base.owner == 0, "the body threw LockError.\(error), and withLock kept the lock")
    }
  }

  @Test("At no moment of an unlock that throws has the count changed, or the lock", .holds(.order))
  func leavesOthersAlone() throws {
    let stranger = try Stranger()
    try StepControl.parkingAtEachStep { steps, step in
      let lock = SharedRecursiveLock(in: try SharedMemory(byteCount: 16), at: 0, slice: nil)
      lock.base.word.store(stranger.identity)
      lock.depth.store(2)
      let thread = try steps.directs {
        do { try lock.unlock() } catch LockError.notHeld { return true }
        return false
      }
      _ = try steps.waitUntilParked()
      let (owner, depth) = (lock.base.owner, lock.depth.load())
      steps.resume()
      let isTold = try thread.value(orElse: "unlock didn't return")
      #expect(
        isTold && owner == stranger.identity && depth == 2 && lock.depth.load() == 2,
        """
        another thread has the lock twice, and unlock was stopped before step \(step) (its steps: \
        \(steps.trace)): the count was \(depth) then, and is \(lock.depth.load()) now. Only the owner \
        may touch the count: look first who that is
        """)
    }
    try stranger.end()
  }
}

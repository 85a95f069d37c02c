import Grading
import Groundwork
import Testing

extension `4-Lock` {
  @Suite(.exercise("4.3")) struct `03-WithLock` {
    @Test("The body runs with the lock held, and the lock is free afterwards")
    func heldMeanwhile() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let lock = try lockWithoutSlices()
      var runs = 0
      let result = try lock.withLock {
        runs += 1
        #expect(
          lock.owner == ThreadIdentity.current.rawValue,
          "the body runs, but its thread doesn't have the lock")
        return number
      }
      #expect(result == number, "withLock should return what the body returns; \(random)")
      #expect(runs == 1, "the body should run once")
      #expect(lock.owner == 0, "withLock kept the lock after its body was done")
    }

    @Test("The lock is free again after the body throws")
    func freedOnThrow() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let lock = try lockWithoutSlices()
      #expect(throws: Trouble(number: number), "the body's error should come out; \(random)") {
        try lock.withLock { throw Trouble(number: number) }
      }
      #expect(
        lock.owner == 0,
        "withLock kept the lock after its body threw; CPython's `with lock:` gives it back")
    }

    @Test(
      "A body may throw a LockError of another lock: this lock is free again all the same",
      .holds(.failure))
    func freedOnLockError() throws {
      for error in bodysLockErrors {
        let lock = try lockWithoutSlices()
        let thread = try Observed {
          try lock.withLock { () throws -> Void in throw error }
        }
        #expect(throws: error, "the body's error should come out") {
          try thread.value(orElse: "withLock didn't return")
        }
        #expect(
          lock.owner == 0,
          """
          withLock kept the lock: its body threw LockError.\(error), which says nothing of this \
          lock. What matters is where the error comes from: once lock() has returned, give it back
          """)
      }
    }

    @Test("Nobody else gets in meanwhile")
    func alone() throws {
      let lock = try lockWithoutSlices()
      let (reader, writer) = try Descriptor.pipe()
      let first = try Observed { try lock.withLock { try reader.waitAtGate() } }
      let inside = try first.settled()
      let second = try Observed { try lock.withLock { lock.owner } }
      let waiting = try second.settled()
      writer.close()
      try first.value(orElse: "the first thread's withLock didn't return")
      let owner = try second.value(
        orElse: "the first thread is done, but the second one's withLock didn't return")
      #expect(inside == .asleep, "the first thread's body waits at a gate")
      #expect(
        waiting == .asleep,
        "the first thread is in its body; the second one should wait for the lock: \(waiting)")
      #expect(owner != 0, "the second thread's body ran without the lock")
    }

    @Test("After the last owner's death the body runs all the same", .holds(.death))
    func ownerDied() throws {
      let lock = try lockOfDeadOwner()
      let thread = try Observed {
        try lock.withLock { lock.owner == ThreadIdentity.current.rawValue }
      }
      let isOwner = try thread.afterDeath(
        "lock() in 02-LockUnlock.swift", orElse: "the last owner died, and withLock waits on")
      #expect(isOwner, "the body runs, but its thread doesn't have the lock")
      #expect(lock.owner == 0, "withLock kept the lock that it got from a dead owner")
      let inherited = try lockOfDeadOwner()
      let failing = try Observed {
        try inherited.withLock { () throws -> Void in throw Trouble(number: 1) }
      }
      #expect(throws: Trouble(number: 1), "the body's error should come out") {
        try failing.afterDeath(
          "lock() in 02-LockUnlock.swift", orElse: "the last owner died, and withLock waits on")
      }
      #expect(inherited.owner == 0, "the body threw, and withLock kept what a dead owner had left")
    }

    @Test(
      "A body that gives the lock back itself does no harm",
      .holds(
        "A body may call code that gives the lock back, and nobody reads all the code that a body calls."
      ))
    func givenBackInside() throws {
      let lock = try lockWithoutSlices()
      let thread = try Observed {
        var seen: (any Error)?
        do {
          try lock.withLock {
            try lock.unlock()
            throw Trouble(number: 1)
          }
        } catch { seen = error }
        do { try lock.withLock { try lock.unlock() } } catch LockError.notHeld {
          // That is true, and may be said.
        }
        return seen
      }
      let error = try thread.value(orElse: "withLock didn't return")
      #expect(
        error as? Trouble == Trouble(number: 1) || error as? LockError == .notHeld,
        """
        the body gave the lock back, and then threw: either comes out of withLock, the body's error \
        or that the lock was not held any more
        """)
      #expect(lock.owner == 0, "the body gave the lock back")
      // And somebody else takes it at once, for long.
      let stranger = try Stranger()
      let robbed = try Observed {
        do {
          try lock.withLock {
            try lock.unlock()
            lock.word.store(stranger.identity)
          }
        } catch LockError.notHeld {
          // As above.
        }
      }
      try robbed.value(
        orElse: """
          the body gave the lock back, another thread took it, and withLock waits for that one: who \
          has no lock any more has nothing to give back
          """)
      let owner = lock.owner
      try stranger.end()
      #expect(
        owner == stranger.identity, "another thread has the lock by now, and withLock took it away")
    }

    @Test(
      "If the lock can't be taken, the body doesn't run, and the lock stays as it is",
      .holds(.failure))
    func notTaken() throws {
      let lock = try lockWithoutSlices()
      let thread = try Observed {
        let own = ThreadIdentity.current.rawValue
        lock.word.store(own)
        var hasRun = false
        var seen: LockError?
        do { try lock.withLock { hasRun = true } } catch let error as LockError { seen = error }
        return (seen, hasRun: hasRun, isHeld: lock.owner == own)
      }
      let outcome = try thread.value(orElse: "the thread waits for a lock that it has itself")
      #expect(
        outcome.0 == .alreadyHeld, "the thread had the lock already; the error of lock() comes out")
      #expect(!outcome.hasRun, "lock() threw, and the body ran all the same")
      #expect(
        outcome.isHeld,
        """
        lock() threw, and withLock gave the lock back: but it had not taken it. It took it away \
        from code further up that had it. Write `defer` after the lock is taken.
        """)
    }
  }
}

/// What a body throws that had trouble with another lock.
let bodysLockErrors: [LockError] = [.notHeld, .alreadyHeld, .tooManyReleases(limit: 3)]

/// An error that a body throws.
struct Trouble: Error, Equatable {
  let number: Int
}

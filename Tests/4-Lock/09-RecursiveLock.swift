import Grading
import Groundwork
import Testing

extension `4-Lock` {
  @Suite(.exercise("4.9")) struct `09-RecursiveLock` {
    /// A lock that no end of a slice rescues.
    private func recursiveLock(slice: Duration? = nil) throws -> SharedRecursiveLock {
      SharedRecursiveLock(in: try SharedMemory(byteCount: 16), at: 0, slice: slice)
    }

    @Test("Its owner takes it again and again, in each of the ways, and waits for nobody")
    func again() throws {
      var random = Seeded()
      // More than once each: the first time, the lock is free.
      let ways = (0..<9).map { $0 % 3 }.shuffled(using: &random)
      let lock = try recursiveLock()
      let thread = try Observed {
        try ways.map { way in
          switch way {
          case 0: try lock.lock() == .locked
          case 1: lock.tryLock()
          default: try lock.lock(timeout: .seconds(600)) == .locked
          }
        }
      }
      let results = try thread.value(
        orElse: "the thread has the lock already, and waits for itself; \(random)")
      #expect(
        results.allSatisfy { $0 },
        """
        the same thread took the lock by \(ways) (0: lock, 1: tryLock, 2: with a timeout) and got \
        \(results); \(random)
        """)
    }

    @Test("In whatever ways it was taken, it takes as many unlocks, and not one more")
    func everyWay() throws {
      let names = ["lock", "tryLock", "lock(timeout:)", "withLock"]
      let one = (0..<3).map { [$0] }
      let two = one.flatMap { way in (0..<3).map { way + [$0] } }
      let three = two.flatMap { ways in (0..<3).map { ways + [$0] } }
      for ways in one + two + three {
        let lock = try recursiveLock()
        // What an owner left that is dead: it means nothing.
        lock.depth.store(5)
        let thread = try Observed {
          let isTaken = try ways.map { way in
            switch way {
            case 0: try lock.lock() == .locked
            case 1: lock.tryLock()
            default: try lock.lock(timeout: .seconds(600)) == .locked
            }
          }
          // In the middle, and it changes nothing.
          try lock.withLock {}
          let isHeld = try ways.map { _ in
            let isHeld = lock.base.isHeldByCurrentThread
            try lock.unlock()
            return isHeld
          }
          return (isTaken, isHeld, isFree: lock.base.owner == 0)
        }
        let calls = ways.map { names[$0] }.joined(separator: ", ")
        let seen = try thread.value(orElse: "\(calls), and as many unlocks: it doesn't get through")
        #expect(
          seen.0.allSatisfy { $0 },
          "the lock was free, or the thread's own: each of \(calls) should say so, and said \(seen.0)"
        )
        #expect(
          seen.1.allSatisfy { $0 } && seen.isFree,
          """
          a thread took the lock by \(calls), and gave it back as often. Before each unlock it had \
          the lock: \(seen.1); after the last one the lock was free: \(seen.isFree). Whoever takes \
          `base` stores 1 in `depth`, in each of the three ways; whoever has it adds 1
          """)
      }
    }

    @Test("Others can have it after as many unlocks as there were locks, and not before")
    func lastUnlock() throws {
      var random = Seeded()
      let lock = try recursiveLock()
      let times = Int.random(in: 2...6, using: &random)
      for _ in 0..<times { try lock.lock() }
      let waiter = try Observed {
        try lock.lock()
        try lock.unlock()
      }
      _ = try waiter.settled()
      let timed = try Observed {
        _ = try lock.lock(timeout: .seconds(600))
        try lock.unlock()
      }
      _ = try timed.settled()
      let (polls, timedPolls) = (try waiter.polls(), try timed.polls())
      #expect(
        !polls && !timedPolls,
        """
        another thread has the lock: lock() and lock(timeout:) should sleep until they are woken. \
        lock() looks again and again: \(polls); lock(timeout:): \(timedPolls). Let `base` wait
        """)
      for number in 1...times {
        let activity = try waiter.settled()
        let isTaken = try Observed { lock.tryLock() }.value(orElse: "tryLock didn't return")
        #expect(
          activity == .asleep && !isTaken,
          """
          after \(times) locks and \(number - 1) unlocks another thread is \(activity), and \
          tryLock of a third one returns \(isTaken); \(random)
          """)
        try lock.unlock()
      }
      try waiter.value(
        orElse: "after \(times) locks and \(times) unlocks another thread waits on; \(random)")
      try timed.value(orElse: "nobody else wants the lock, and lock(timeout:) waits on; \(random)")
      #expect(lock.base.owner == 0, "all have given the lock back; \(random)")
    }

    @Test("Another thread can't unlock it, nor count itself in")
    func otherThread() throws {
      var random = Seeded()
      let lock = try recursiveLock()
      let times = Int.random(in: 2...5, using: &random)
      for _ in 0..<times { try lock.lock() }
      #expect(throws: LockError.notHeld, "another thread has the lock, and this one gave it back") {
        try Observed { try lock.unlock() }.value(orElse: "unlock didn't return")
      }
      let tries = try Observed { (lock.tryLock(), try lock.lock(timeout: .milliseconds(5))) }
        .value(orElse: "the time is up, and lock(timeout:) goes on waiting")
      #expect(
        !tries.0 && tries.1 == nil, "another thread has the lock: this one can't have it, too")
      for number in 1...times {
        #expect(
          lock.base.isHeldByCurrentThread,
          """
          \(times) locks and \(number - 1) unlocks of the owner, and the lock is free: another thread \
          that tried in vain has changed the count; \(random)
          """)
        guard lock.base.isHeldByCurrentThread else { break }
        try lock.unlock()
      }
      #expect(
        lock.base.owner == 0,
        """
        \(times) locks and \(times) unlocks of the owner, and the lock is not free: another thread \
        that tried in vain has changed the count; \(random)
        """)
    }

    @Test("Another process can't unlock it")
    func otherProcess() throws {
      let lock = try recursiveLock()
      try lock.lock()
      let child = try TestChild(Intruder(lock: lock))
      let end = try child.ended(orElse: "unlock or tryLock waits in a child")
      #expect(
        end == .exited(0),
        "a child unlocked the lock of this process (code 1), or could take it (code 2)")
      try lock.unlock()
      #expect(lock.base.owner == 0, "one lock and one unlock of the owner")
    }

    @Test("One unlock too many throws, whatever the lock has seen before")
    func tooMany() throws {
      let lock = try recursiveLock()
      #expect(throws: LockError.notHeld, "nobody has the lock yet") { try lock.unlock() }
      for times in [3, 1, 2] {
        for _ in 0..<times { try lock.lock() }
        for _ in 0..<times { try lock.unlock() }
        #expect(throws: LockError.notHeld, "\(times) locks, and one unlock more") {
          try lock.unlock()
        }
      }
      #expect(lock.base.owner == 0, "nobody has the lock")
    }

    @Test("A new owner's count begins with one, wherever the last owner is stopped", .holds(.order))
    func counts() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let lock = try recursiveLock()
        let first = try steps.directs {
          try lock.lock()
          try lock.lock()
          try lock.unlock()
          try lock.unlock()
        }
        _ = try steps.waitUntilParked()
        let (gate, opener) = try Descriptor.pipe()
        let second = try Observed {
          try lock.lock()
          try lock.lock()
          try gate.waitAtGate()
          try lock.unlock()
          let isHeld = lock.base.isHeldByCurrentThread
          try lock.unlock()
          return (isHeld, isFree: lock.base.owner == 0)
        }
        _ = try second.settled()
        steps.resume()
        _ = try first.settled()
        opener.close()
        let why = """
          Two threads each take the lock twice, and give it back twice. One was stopped before \
          step \(step) (its steps: \(steps.trace)) while the other one came. Only the owner may \
          touch the count: after the lock is taken, and before it is given back.
          """
        try first.value(orElse: "The first doesn't get through. \(why)")
        let seen = try second.value(orElse: "The second doesn't get through. \(why)")
        #expect(
          seen.0 && seen.isFree,
          "After its first unlock the second has the lock: \(seen.0). \(why)")
      }
    }

    @Test(
      "After the owner's death the next one is told, has it once, and gives it back once",
      .holds(.death))
    func ownerDied() throws {
      let lock = try recursiveLock(slice: .milliseconds(5))
      let (reader, writer) = try Descriptor.pipe()
      let child = try TestChild(RecursiveHoarder(lock: lock, report: writer), name: "hoarder")
      _ = try reader.readLine(orElse: "a child could not take the lock three times")
      let early = try Observed { try lock.lock(timeout: .milliseconds(5)) }
        .value(orElse: "the time is up, and lock(timeout:) goes on waiting")
      child.kill()
      let next = try Observed {
        let outcomes = (try lock.lock(), try lock.lock())
        try lock.unlock()
        let isHeld = lock.base.isHeldByCurrentThread
        try lock.unlock()
        return (outcomes, isHeld: isHeld)
      }
      let seen = try next.value(
        orElse: "the owner was killed, and the next one doesn't get through")
      #expect(early == nil, "the child had the lock, and was alive")
      #expect(seen.0.0 == .ownerDied, "the owner was killed: the next one should be told")
      #expect(seen.0.1 == .locked, "the second time it was its own lock")
      #expect(seen.isHeld, "two locks, one unlock: the thread should have it")
      #expect(
        lock.base.owner == 0,
        """
        two locks, two unlocks, and the lock is not free: the dead owner had taken it three times, \
        but its count died with it
        """)
    }

    @Test("withLock can be nested, and gives back on return and on throw")
    func withLock() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let lock = try recursiveLock()
      let thread = try Observed {
        let isHeld = try lock.withLock {
          try? lock.withLock { throw Trouble(number: number) }
          return lock.base.isHeldByCurrentThread
        }
        var seen: Trouble?
        do {
          try lock.withLock { try lock.withLock { throw Trouble(number: number) } }
        } catch let error as Trouble { seen = error }
        return (isHeld, seen)
      }
      let seen = try thread.value(orElse: "the thread waits for a lock that it has itself")
      #expect(seen.0, "the inner withLock gave back what the outer one had taken")
      #expect(seen.1 == Trouble(number: number), "the body's error should come out; \(random)")
      #expect(lock.base.owner == 0, "withLock kept the lock")
      let kept = try Observed {
        try lock.withLock { _ = try lock.lock() }
        let isHeld = lock.base.isHeldByCurrentThread
        try lock.unlock()
        return (isHeld, lock.base.isHeldByCurrentThread)
      }
      let isHeld = try kept.value(orElse: "the thread waits for a lock that it has itself")
      #expect(
        isHeld == (true, false),
        """
        the body took the lock once more, and so it is the thread's until one more unlock: withLock \
        gives back what it took, and no more
        """)
    }
  }
}

/// A child that tries to give back, and to take, what another process has.
struct Intruder: ProcessTarget {
  let lock: SharedRecursiveLock

  func run() throws {
    do {
      try lock.unlock()
      exit(1)
    } catch LockError.notHeld {
      exit(lock.tryLock() ? 2 : 0)
    }
  }
}

/// A child that takes the lock three times, and keeps it until it is killed.
struct RecursiveHoarder: ProcessTarget {
  let lock: SharedRecursiveLock
  let report: Descriptor

  func run() throws {
    for _ in 0..<3 { try lock.lock() }
    try report.writeLine("taken")
    while true { pause() }
  }
}

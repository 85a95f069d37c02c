import Grading
import Groundwork
import Testing

extension `4-Lock` {
  @Suite(.exercise("4.7")) struct `07-OwnerDied` {
    /// A lock whose waiters often ask whether the owner lives.
    func lockWithSlices() throws -> SharedLock {
      SharedLock(in: try SharedMemory(byteCount: 8), at: 0, slice: .milliseconds(5))
    }

    @Test("The lock of a killed owner goes to the next one, who is told")
    func killed() throws {
      let lock = try lockWithSlices()
      let child = try Hoarder.start(lock)
      child.kill()
      let next = try Observed {
        let first = try lock.lock()
        let isOwner = lock.owner == ThreadIdentity.current.rawValue
        try lock.unlock()
        let second = try lock.lock()
        return (first, second, isOwner: isOwner)
      }
      let seen = try next.afterDeath(
        "lock() in 02-LockUnlock.swift",
        orElse: "the owner was killed, and the next one waits for it")
      #expect(seen.0 == .ownerDied, "the next one should be told: the data may be half changed")
      #expect(seen.isOwner, "the word should name the new owner")
      #expect(seen.1 == .locked, "the lock was given back in order: there is nothing more to tell")
    }

    @Test("A zombie is dead: nobody needs to have waited for it")
    func zombie() throws {
      let lock = try lockWithSlices()
      let child = try Hoarder.start(lock)
      child.killWithoutReaping()
      let next = try Observed { try lock.lock() }
      defer { child.kill() }
      #expect(
        try next.afterDeath(
          "lock() in 02-LockUnlock.swift",
          orElse: """
            the owner was killed, but nobody has waited for it yet, so it is a zombie, and \
            kill(pid, 0) finds it. Nobody will ever unlock: ask ThreadIdentity.
            """) == .ownerDied,
        "the next one should be told")
    }

    @Test("Those that sleep already when the owner is killed get the lock, one after the other")
    func whileTheyWait() throws {
      let lock = try lockWithSlices()
      let child = try Hoarder.start(lock)
      let waiters = try (0..<2).map { _ in
        try Observed {
          let outcome = try lock.lock()
          try lock.unlock()
          return outcome
        }
      }
      for waiter in waiters { _ = try waiter.settled() }
      child.kill()
      let outcomes = try waiters.map {
        try $0.afterDeath(
          "lock() in 02-LockUnlock.swift",
          orElse: "the owner was killed, and one that waited for it waits forever")
      }
      #expect(
        outcomes.count { $0 == .ownerDied } == 1 && outcomes.count { $0 == .locked } == 1,
        "one of them is told, and gives the lock back in order; they were told \(outcomes)")
    }

    @Test("An owner that is stopped, and not dead, keeps the lock")
    func stopped() throws {
      let lock = try lockWithSlices()
      let child = try Hoarder.start(lock)
      let value = lock.word.load() | LockWord.sleepers
      lock.word.store(value)
      child.send(SIGSTOP)
      var information = siginfo_t()
      while waitid(P_PID, id_t(child.pid), &information, WSTOPPED | WNOWAIT) == -1 {}
      let isRobbed = lock.takeOver(from: value)
      let owner = lock.owner
      child.kill()
      #expect(
        !isRobbed && owner == LockWord.owner(of: value),
        """
        the owner was stopped (SIGSTOP, as Ctrl-Z does), and lost the lock. It will go on one day, \
        and believe that it is alone.
        """)
    }

    @Test("A number that belongs to another thread by now doesn't keep the lock")
    func numberUsedAgain() throws {
      var random = Seeded()
      let stranger = try Stranger()
      let lock = try lockWithSlices()
      // The same number, but started at another time: as if the number had been used again.
      let older = stranger.identity ^ (UInt64.random(in: 1...0xFFFF, using: &random) << 32)
      let value = older | LockWord.sleepers
      lock.word.store(value)
      let isTaken = lock.takeOver(from: value)
      try stranger.end()
      #expect(
        isTaken,
        """
        the thread with the owner's number was started at another time, so it is another one, and \
        the owner is dead; \(random)
        """)
    }

    @Test("A thread that has ended is dead, although its process lives")
    func endedThread() throws {
      let lock = try lockWithSlices()
      let stranger = try Stranger()
      let value = stranger.identity | LockWord.sleepers
      lock.word.store(value)
      let early = lock.takeOver(from: value)
      try stranger.end()
      let late = lock.takeOver(from: value)
      #expect(!early, "the thread was alive, and lost its lock")
      #expect(late, "the thread has ended without giving the lock back: nobody will")
    }

    @Test("Of two that find the owner dead, one gets the lock")
    func oneHeir() throws {
      let stranger = try Stranger()
      try stranger.end()
      try StepControl.parkingAtEachStep { steps, step in
        let lock = try lockWithSlices()
        let value = stranger.identity | LockWord.sleepers
        lock.word.store(value)
        let own = ThreadIdentity.current.rawValue
        let first = try steps.directs {
          (lock.takeOver(from: value), ThreadIdentity.current.rawValue)
        }
        _ = try steps.waitUntilParked()
        let second = lock.takeOver(from: value)
        steps.resume()
        let (isFirst, firstOwn) = try first.value(orElse: "takeOver didn't return")
        let both = [isFirst, second]
        #expect(
          lock.owner == (isFirst ? firstOwn : own),
          "the word should name the thread that got the lock: ask who that is in each call")
        #expect(
          both.count { $0 } == 1,
          """
          one thread was stopped before step \(step) of its takeOver (its steps: \
          \(steps.trace)); meanwhile another one took the lock over. They got \(both): change the \
          word only from the value that names the dead owner.
          """)
      }
    }

    @Test("The new owner knows that others may sleep")
    func keepsSleepers() throws {
      let stranger = try Stranger()
      try stranger.end()
      let lock = try lockWithSlices()
      lock.word.store(stranger.identity | LockWord.sleepers)
      #expect(lock.takeOver(from: stranger.identity | LockWord.sleepers), "the owner was dead")
      #expect(
        lock.word.load() == ThreadIdentity.current.rawValue | LockWord.sleepers,
        "others may sleep, and unlock would wake none of them: keep `LockWord.sleepers`")
    }

    @Test("With a timeout, too, a dead owner's lock is got, even if there is no time at all")
    func timed() throws {
      let lock = try lockWithSlices()
      let child = try Hoarder.start(lock)
      child.kill()
      let next = try Observed { try lock.lock(timeout: .zero) }
      #expect(
        try next.afterDeath(
          "lock(timeout:) in 04-TimedLock.swift", orElse: "lock(timeout: .zero) waits")
          == .ownerDied,
        "the owner is dead, and nothing has to be waited for")
    }

    @Test("repair runs before the body, and only after a death")
    func repair() throws {
      let stranger = try Stranger()
      try stranger.end()
      let lock = try lockWithSlices()
      for isDead in [false, true, false] {
        if isDead { lock.word.store(stranger.identity) }
        let thread = try Observed {
          let own = ThreadIdentity.current.rawValue
          var calls: [String] = []
          let result = try lock.withLock(repair: {
            calls.append(lock.owner == own ? "repair" : "repair without the lock")
          }) {
            calls.append(lock.owner == own ? "body" : "body without the lock")
            return calls.count
          }
          return (calls, result)
        }
        let seen = try thread.afterDeath(
          "lock() in 02-LockUnlock.swift", orElse: "withLock(repair:_:) didn't return")
        #expect(
          seen.0 == (isDead ? ["repair", "body"] : ["body"]),
          "the last owner \(isDead ? "died" : "gave the lock back"): what ran was \(seen.0)")
        #expect(seen.1 == seen.0.count, "withLock should return what the body returns")
        #expect(lock.owner == 0, "withLock kept the lock")
      }
    }

    @Test("repair runs also if the owner dies while withLock waits for it")
    func repairAfterTheWait() throws {
      let lock = try lockWithSlices()
      let child = try Hoarder.start(lock)
      let waiter = try Observed {
        var calls: [String] = []
        try lock.withLock(repair: { calls.append("repair") }) { calls.append("body") }
        return calls
      }
      _ = try waiter.settled()
      child.kill()
      let calls = try waiter.afterDeath(
        "lock() in 02-LockUnlock.swift", orElse: "the owner was killed, and withLock waits forever")
      #expect(
        calls == ["repair", "body"],
        """
        the owner lived when withLock began to wait, and died with the lock: what ran was \(calls). \
        What lock() returns tells whether it died
        """)
    }

    @Test("If the lock can't be taken, neither of the two runs, and the lock stays as it is")
    func notTaken() throws {
      let lock = try lockWithSlices()
      let thread = try Observed {
        let own = ThreadIdentity.current.rawValue
        var calls: [String] = []
        var seen: LockError?
        var isHeld = false
        try lock.withLock(repair: {}) {
          do {
            try lock.withLock(repair: { calls.append("repair") }) { calls.append("body") }
          } catch let error as LockError { seen = error }
          isHeld = lock.owner == own
        }
        return (seen, calls: calls, isHeld: isHeld)
      }
      let outcome = try thread.value(orElse: "the thread waits for a lock that it has itself")
      #expect(
        outcome.0 == .alreadyHeld, "the thread had the lock already; the error of lock() comes out")
      #expect(outcome.calls == [], "lock() threw, and these ran all the same: \(outcome.calls)")
      #expect(
        outcome.isHeld,
        """
        one withLock(repair:_:) in the body of another: the inner one could not take the lock, and \
        gave it back, so that the outer body went on without it. Write `defer` after the lock is \
        taken.
        """)
      #expect(lock.owner == 0, "withLock kept the lock")
    }

    @Test("What has changed since the thread fell asleep is not taken over")
    func onlyFromThatValue() throws {
      let dead = try Stranger()
      try dead.end()
      let stranger = try Stranger()
      let lock = try lockWithSlices()
      for now in [LockWord.free, stranger.identity, stranger.identity | LockWord.sleepers] {
        lock.word.store(now)
        let isTaken = lock.takeOver(from: dead.identity | LockWord.sleepers)
        #expect(
          !isTaken && lock.word.load() == now,
          """
          when the thread fell asleep, the lock belonged to a thread that is dead by now. Since then \
          it has \(now == 0 ? "become free" : "got another owner, who lives"): takeOver must say no, \
          and change nothing. Exchange the word from `value`, all of it
          """)
      }
      try stranger.end()
    }
  }
}

import Grading
import Groundwork
import Testing

extension `4-Lock` {
  @Suite(.exercise("4.4")) struct `04-TimedLock` {
    @Test("A free lock is got at once, however little time there is", arguments: [-1_000, 0, 600])
    func free(seconds: Int) throws {
      let lock = try lockWithoutSlices()
      let thread = try Observed {
        (try lock.lock(timeout: .seconds(seconds)), lock.owner, ThreadIdentity.current.rawValue)
      }
      let seen = try thread.value(orElse: "the lock is free, and lock(timeout:) waits")
      #expect(seen.0 == .locked, "the lock was free")
      #expect(seen.1 == seen.2, "the word should name the calling thread as the owner")
    }

    @Test("A lock that isn't free in time gives nil, and can be taken later")
    func later() throws {
      let stranger = try Stranger()
      let lock = try lockWithoutSlices()
      lock.word.store(stranger.identity)
      for milliseconds in [-1, 0, 20] {
        let early = try Observed { try lock.lock(timeout: .milliseconds(milliseconds)) }
        #expect(
          try early.value(orElse: "the time is up, and lock(timeout:) goes on waiting") == nil,
          "another thread had the lock all the time")
        #expect(lock.owner == stranger.identity, "after a timeout the owner still has its lock")
      }
      lock.freeByHand()
      let late = try Observed { try lock.lock(timeout: .seconds(600)) }
      #expect(
        try late.value(orElse: "the lock is free, and lock(timeout:) waits") == .locked,
        "the second time the lock was free")
      try stranger.end()
    }

    @Test(
      "It doesn't give up too soon",
      .holds("A timeout that is cut down to whole milliseconds is over too soon, or at once."))
    func notTooSoon() throws {
      let stranger = try Stranger()
      let lock = try lockWithoutSlices()
      lock.word.store(stranger.identity)
      let early = try Observed {
        try endedTooSoon { timeout in
          if try lock.lock(timeout: timeout) != nil { throw TestFailure("it took another's lock") }
        }
      }
      .value(orElse: "short times are over, and lock(timeout:) goes on waiting")
      try stranger.end()
      #expect(
        early == [],
        """
        with these timeouts lock(timeout:) gave up before the time was over: \(early). A part of a \
        millisecond counts, too: use Deadline, which knows
        """)
    }

    @Test(
      "A month, a hundred years and the longest time there is are as good as for ever",
      .holds(.extremes))
    func longTimes() throws {
      for timeout in longTimeouts {
        let stranger = try Stranger()
        let lock = try lockWithoutSlices()
        lock.word.store(stranger.identity)
        let waiter = try Observed { try lock.lock(timeout: timeout) }
        let activity = try waiter.settled()
        lock.freeByHand()
        let outcome = try waiter.value(
          orElse: "the lock is free, and lock(timeout: \(timeout)) waits")
        try stranger.end()
        #expect(
          activity == .asleep && outcome == .locked,
          "with a timeout of \(timeout) it should wait, and is \(activity); it got \(outcome as Any)"
        )
      }
    }

    @Test(
      "What it says is what it did, also when the lock becomes free in its last moment",
      .holds(.order))
    func lastMoment() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let stranger = try Stranger()
        let lock = try lockWithoutSlices()
        lock.word.store(stranger.identity)
        let timeout = Duration.milliseconds(20)
        let waiter = try steps.directs {
          (try lock.lock(timeout: timeout), lock.owner == ThreadIdentity.current.rawValue)
        }
        _ = try steps.waitUntilParked()
        try waitUntilPassed(Deadline(after: timeout))
        lock.freeByHand()
        steps.resume()
        let seen = try waiter.value(orElse: "the time is up, and lock(timeout:) goes on waiting")
        try stranger.end()
        #expect(
          (seen.0 != nil) == seen.1,
          """
          a thread was stopped before step \(step) of its lock(timeout:) (its steps: \
          \(steps.trace)) until its time was up. Then the lock became free. It returned \
          \(seen.0.map { ".\($0)" } ?? "nil"), and \(seen.1 ? "has" : "does not have") the lock. If \
          the last `takeOrAnnounce` takes the lock, the thread has it, and must say so: else nobody \
          will give it back
          """)
      }
    }

    @Test("A dead owner's lock is got, even if there is no time at all", .holds(.death))
    func ownerDied() throws {
      for timeout in [Duration.zero, .seconds(-1), .seconds(600)] {
        let lock = try lockOfDeadOwner()
        let thread = try Observed {
          (try lock.lock(timeout: timeout), lock.owner == ThreadIdentity.current.rawValue)
        }
        let seen = try thread.afterDeath(
          "lock(timeout:) in 04-TimedLock.swift",
          orElse: "`sleep` returned an outcome, and lock(timeout:) waits on")
        #expect(
          seen.0 == .ownerDied && seen.1,
          """
          the owner is dead. With a timeout of \(timeout), lock(timeout:) returned \
          \(seen.0.map { ".\($0)" } ?? "nil"), and \(seen.1 ? "has" : "does not have") the lock. `sleep` \
          asks whether the owner lives, also if it is called with a deadline that has passed; what \
          it returns must be handed on
          """)
      }
    }

    @Test("A lock that becomes free in time is got, and the wait until then is sleep")
    func inTime() throws {
      let stranger = try Stranger()
      let lock = try lockWithoutSlices()
      lock.word.store(stranger.identity)
      let steps = try StepControl()
      let waiter = try steps.directs {
        (try lock.lock(timeout: .seconds(600)), lock.owner == ThreadIdentity.current.rawValue)
      }
      let activity = try waiter.settled()
      let before = steps.stepCount
      let polls = try waiter.polls()
      let wakeUps = steps.stepCount - before
      lock.freeByHand()
      let seen = try waiter.value(
        orElse: """
          the owner gave the lock back, as unlock() does: it wakes a thread only if it finds \
          `LockWord.sleepers` in the word. The one that waits sleeps on.
          """)
      try stranger.end()
      #expect(activity == .asleep, "there is much time left: lock(timeout:) should sleep")
      #expect(
        wakeUps == 0 && !polls,
        """
        while nothing happened, the thread woke up and looked again (\(wakeUps) steps): it polls. \
        The given `sleep` lasts until the thread is woken, or the deadline comes.
        """)
      #expect(seen.0 == .locked && seen.1, "the lock became free in time")
    }

    @Test("Woken again and again for no reason, it still gives up in time", .holds(.signals))
    func oneDeadline() throws {
      let stranger = try Stranger()
      let lock = try lockWithoutSlices()
      lock.word.store(stranger.identity)
      let steps = try StepControl()
      steps.fail(.before(.wait), times: .max)
      steps.park(.before(.wait))
      let waiter = try steps.directs { try lock.lock(timeout: .milliseconds(240)) }
      // It is held up after each wake-up, for a third of its time.
      var wakeUps = 0
      var last = try steps.waitUntilParked()
      while let step = last, wakeUps < 6 {
        last = try steps.advance()
        guard step.kind == .wait, last != nil else { continue }
        wakeUps += 1
        try waitUntilPassed(Deadline(after: .milliseconds(80)))
      }
      lock.freeByHand()
      steps.resume()
      let outcome = try waiter.value(orElse: "the lock is free, and lock(timeout:) waits")
      try stranger.end()
      #expect(
        wakeUps < 6 && outcome == nil,
        """
        wait returned for no reason, as it may, \(wakeUps) times, and a third of the time went by \
        after each: lock(timeout:) should have given up. Make one deadline before the loop, and \
        wait until that. A timeout that begins anew after each wake-up never ends.
        """)
    }

    #if DEBUG
    @Test(
      "However often it is woken for nothing, it waits until its deadline, and no longer",
      .holds(.signals))
    func neitherLongerNorShorter() throws {
      let stranger = try Stranger()
      let lock = try lockWithoutSlices()
      lock.word.store(stranger.identity)
      for (timeout, step) in SleepsInVain.timeouts {
        let sleeps = try sleepsInVain(
          lasting: step, orElse: "the time is up, and lock(timeout:) goes on waiting"
        ) {
          if try lock.lock(timeout: timeout) != nil { throw TestFailure("it took another's lock") }
        }
        #expect(
          sleeps.problem(timeout) == nil,
          "with a timeout of \(timeout) \(sleeps.problem(timeout) ?? ""). It \(sleeps)")
      }
      try stranger.end()
    }
    #endif

    @Test("Whoever gives up leaves the wake-up to the others", .holds(.order))
    func leavesTheWakeUp() throws {
      // If the machine is so slow that the time is up too early, there is another try.
      for timeout in [200, 1_000, 5_000] {
        if try givesUpAfterWakeUp(timeout: .milliseconds(timeout)) { return }
      }
      throw TestFailure("a thread that was to be woken gave up before")
    }

    /// Whether the thread was woken while it still had time.
    private func givesUpAfterWakeUp(timeout: Duration) throws -> Bool {
      let stranger = try Stranger()
      let lock = try lockWithoutSlices()
      lock.word.store(stranger.identity)
      let steps = try StepControl()
      // No later than the thread's own one.
      let early = Deadline(after: timeout)
      let timed = try steps.directs { try lock.lock(timeout: timeout) }
      _ = try timed.settled()
      let deadline = Deadline(after: timeout)
      let patient = try Observed { try Self.takeLater(lock) }
      _ = try patient.settled()
      // The first to sleep is the first to be woken.
      steps.park(.next)
      lock.freeByHand()
      let isInTime = !early.hasPassed
      _ = try? steps.waitUntilParked()
      // Somebody who comes now is faster than the one that was woken, whose time is then up.
      let isFaster =
        lock.word.compareExchange(expected: 0, desired: stranger.identity).exchanged
      try waitUntilPassed(deadline)
      steps.resume()
      let outcome = try timed.value(orElse: "the time is up, and lock(timeout:) goes on waiting")
      // What an owner does: only if there is somebody to be woken.
      if isFaster { lock.freeByHand() }
      try patient.value(
        orElse: """
          two threads waited. The owner woke one of them, but a third was faster, and the time of \
          the one that was woken was up. It gave up without setting `LockWord.sleepers` again. So \
          the lock is free, and the other one sleeps on.
          """)
      try stranger.end()
      return isFaster && isInTime && outcome == nil
    }

    /// Waits for the lock without the exercises.
    private static func takeLater(_ lock: SharedLock) throws {
      while !lock.takeByHand() {
        let value = lock.word.load()
        if value == LockWord.free { continue }
        let marked = value | LockWord.sleepers
        if value != marked, !lock.word.compareExchange(expected: value, desired: marked).exchanged {
          continue
        }
        // sleeps: on the lock's word, until it is woken.
        _ = lock.sleep(while: marked)
      }
    }

    @Test(
      "Whoever has the lock and wants it again gets an error, and not a timeout", .holds(.extremes))
    func notAgain() throws {
      for (milliseconds, sleepers) in [
        (20, 0), (0, 0), (-1, 0), (600_000, 0), (20, LockWord.sleepers), (0, LockWord.sleepers),
      ] {
        let lock = try lockWithoutSlices()
        let thread = try Observed {
          lock.word.store(ThreadIdentity.current.rawValue | sleepers)
          return try lock.lock(timeout: .milliseconds(milliseconds))
        }
        #expect(
          throws: LockError.alreadyHeld,
          """
          the thread has the lock itself: no time is long enough, and none is too short to find that out. \
          The timeout was \(milliseconds) ms. The error should say why
          """
        ) { try thread.value(orElse: "the thread waits for a lock that it has itself") }
      }
    }
  }
}

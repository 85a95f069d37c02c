import Grading
import Groundwork
import Testing

extension `4-Lock` {
  @Suite(.exercise("4.6")) struct `06-Semaphore` {
    @Test("There are as many permits as it began with, and no more")
    func asMany() throws {
      for permits in 0...6 {
        let semaphore = try SharedSemaphore(permits: permits, slice: nil)
        let tries = (0..<8).map { _ in semaphore.tryAcquire() }
        #expect(
          tries == (0..<8).map { $0 < permits },
          "of \(permits) permits, eight tries in a row got \(tries)")
        #expect(semaphore.permits == 0, "all were taken")
      }
    }

    @Test("Of two that want the last permit one gets it, and of two permits each gets one")
    func oneStep() throws {
      for permits in 1...2 {
        try StepControl.parkingAtEachStep { steps, step in
          let semaphore = try SharedSemaphore(permits: permits, slice: nil)
          let first = try steps.directs { semaphore.tryAcquire() }
          _ = try steps.waitUntilParked()
          let second = semaphore.tryAcquire()
          steps.resume()
          let both = [try first.value(orElse: "tryAcquire didn't return"), second]
          #expect(
            both.count { $0 } == permits && semaphore.permits == 0,
            """
            there were \(permits) permits. One thread was stopped before step \(step) of its \
            tryAcquire (its steps: \(steps.trace)); meanwhile another one tried. They got \(both), \
            and \(semaphore.permits) are left. Take a permit by compareExchange, and try again if \
            the word has changed: there may be another permit.
            """)
        }
      }
    }

    @Test("Whoever comes when all permits are taken sleeps until there is one")
    func waits() throws {
      let semaphore = try SharedSemaphore(permits: 1, slice: nil)
      semaphore.acquire()
      let waiter = try Observed { semaphore.acquire() }
      let activity = try waiter.settled()
      let polls = try waiter.polls()
      try semaphore.release()
      #expect(
        !polls, "acquire() looks, sleeps for a moment, and so on: it polls. Use the given `sleep`")
      #expect(
        activity == .asleep,
        """
        there was no permit: acquire() should sleep in the kernel, and is \(activity). (Whoever \
        asks again and again uses up a processor.)
        """)
      try waiter.value(orElse: "a permit was released, but the thread that waits for it sleeps on")
      #expect(semaphore.permits == 0, "the permit that was released is taken by now")
    }

    @Test("Three of four children are inside at once, and the fourth is not")
    func threeInside() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let semaphore = try SharedSemaphore(permits: 3, slice: nil)
      let steps = try (0..<4).map { _ in try StepControl() }
      func start(_ number: Int) throws -> TestChild {
        try TestChild(
          Guest(
            semaphore: semaphore, number: number, arrivals: meeting.arrivals.writer,
            gate: meeting.gate.reader, steps: steps[number]))
      }
      var children = try (0..<3).map(start)
      // They wait at the gate inside, so all three are there at the same time.
      for _ in children {
        _ = try meeting.arrival(
          orElse: """
            three permits, three children, and not all of them got in while the others were \
            there: a semaphore is no lock, it lets in as many as there are permits
            """)
      }
      steps[3].park(.before(.wait))
      children.append(try start(3))
      let step = try steps[3].waitUntilParked()
      steps[3].resume()
      meeting.letAllGo()
      let ends = try children.map { try $0.ended(orElse: "a child waits forever for a permit") }
      let late = try meeting.arrivalsToTheEnd().map(\.number)
      #expect(step != nil, "three children were inside with three permits, and a fourth got in")
      #expect(late == [3], "once the others have gone, the fourth child gets in")
      #expect(ends == Array(repeating: .exited(0), count: 4), "all children return")
      #expect(semaphore.permits == 3, "all permits should be back")
    }

    @Test("No wake-up is lost, wherever the one who waits is stopped", .holds(.order))
    func waiterStopped() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let semaphore = try SharedSemaphore(permits: 0, slice: nil)
        let waiter = try steps.directs { semaphore.acquire() }
        // It is stopped, or sleeps, because the step comes only after it was woken.
        _ = try waiter.settled()
        try semaphore.release()
        _ = try? steps.waitUntilParked(until: Deadline(after: .seconds(2)))
        steps.resume()
        try waiter.value(
          orElse: """
            a thread was on its way to sleep, stopped before step \(step) (its steps: \
            \(steps.trace)), when a permit was released. It sleeps on: nobody will wake it. Set \
            bit 31 only while there is no permit (compareExchange), and sleep only while the word \
            is what you set.
            """)
        #expect(
          semaphore.word.load() & ~SharedSemaphore.sleepers == 0,
          "one permit was released, and one thread took it (stopped before step \(step))")
      }
    }

    @Test("No wake-up is lost, wherever the one who releases is stopped", .holds(.order))
    func releaserStopped() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let semaphore = try SharedSemaphore(permits: 0, slice: nil)
        let releaser = try steps.directs { try semaphore.release() }
        _ = try steps.waitUntilParked()
        let waiter = try Observed { semaphore.acquire() }
        _ = try waiter.settled()
        steps.resume()
        try releaser.value(orElse: "release didn't return")
        try waiter.value(
          orElse: """
            a thread was stopped before step \(step) of its release (its steps: \(steps.trace)). \
            Meanwhile another one came, and fell asleep. Nobody woke it: whether somebody sleeps \
            must be found out by the very step that adds the permit, or after it.
            """)
      }
    }

    @Test("One that is woken and does nothing takes no wake-up with it", .holds(.death))
    func wakesAll() throws {
      let semaphore = try SharedSemaphore(permits: 0, slice: nil)
      let steps = try StepControl()
      let first = try steps.directs { semaphore.acquire() }
      _ = try first.settled()
      let second = try Observed { semaphore.acquire() }
      _ = try second.settled()
      // The first to sleep is the first to be woken.
      steps.park(.next)
      try semaphore.release()
      _ = try steps.waitUntilParked()
      let isReached = try second.isDoneSoon()
      steps.resume()
      guard isReached else {
        throw TestFailure(
          """
          two threads slept, and a permit was released. The one that was woken first is stopped, as \
          if it had been killed; the permit is there, and the other thread sleeps on. release() \
          clears bit 31: so it must wake all that sleep.
          """)
      }
      try second.value(orElse: "a permit was released, and neither of two threads has it")
      try semaphore.release()
      try first.value(orElse: "two permits were released, and one of two threads sleeps on")
    }

    @Test("Woken for no reason, a thread sleeps on", .holds(.signals))
    func spurious() throws {
      let semaphore = try SharedSemaphore(permits: 0, slice: nil)
      let steps = try StepControl()
      steps.fail(.before(.wait), times: 5)
      let waiter = try steps.directs { semaphore.acquire() }
      let activity = try waiter.settled()
      let permits = semaphore.permits
      try semaphore.release()
      try waiter.value(orElse: "a permit was released, but acquire() didn't return")
      #expect(
        activity == .asleep && permits == 0,
        """
        wait returned, as it may for no reason, and the thread took that for a permit: it is \
        \(activity). Look at the word again after each wait.
        """)
    }

    @Test("A bounded semaphore refuses more permits than it began with")
    func bounded() throws {
      var random = Seeded()
      let limit = Int.random(in: 1...5, using: &random)
      let semaphore = try SharedSemaphore(permits: limit, isBounded: true, slice: nil)
      let taken = Int.random(in: 1...limit, using: &random)
      for _ in 0..<taken { _ = semaphore.tryAcquire() }
      for _ in 0..<taken { try semaphore.release() }
      #expect(semaphore.permits == limit, "as many were released as were acquired; \(random)")
      #expect(
        throws: LockError.tooManyReleases(limit: limit),
        "all \(limit) permits were there already; \(random)"
      ) { try semaphore.release() }
      #expect(
        semaphore.permits == limit, "release threw, and added a permit all the same; \(random)")
      let unbounded = try SharedSemaphore(permits: limit, slice: nil)
      for _ in 0..<3 { try unbounded.release() }
      #expect(
        unbounded.permits == limit + 3,
        "a semaphore without a bound takes any number of permits; \(random)")
    }

    @Test("Two releases at once can't exceed the bound", .holds(.threads))
    func boundedAtOnce() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let semaphore = try SharedSemaphore(permits: 1, isBounded: true, slice: nil)
        _ = semaphore.tryAcquire()
        let release: @Sendable () -> Bool = {
          do { try semaphore.release() } catch { return false }
          return true
        }
        let first = try steps.directs(release)
        _ = try steps.waitUntilParked()
        let second = release()
        steps.resume()
        let both = [try first.value(orElse: "release didn't return"), second]
        #expect(
          both.count { $0 } == 1 && semaphore.permits == 1,
          """
          one permit was out, and two threads released. One was stopped before step \(step) (its \
          steps: \(steps.trace)) while the other one did it. They got \(both), and there are \
          \(semaphore.permits) permits of 1. Look and add in one step.
          """)
      }
    }

    @Test("Releases at once are all counted")
    func countedAtOnce() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let semaphore = try SharedSemaphore(permits: 0, slice: nil)
        let first = try steps.directs { try semaphore.release() }
        _ = try steps.waitUntilParked()
        try semaphore.release()
        steps.resume()
        try first.value(orElse: "release didn't return")
        #expect(
          semaphore.permits == 2,
          """
          two threads released, one of them stopped before step \(step) (its steps: \
          \(steps.trace)); there are \(semaphore.permits) permits
          """)
      }
    }

    @Test("withPermit gives the permit back when its body returns, and when it throws")
    func withPermit() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let semaphore = try SharedSemaphore(permits: 2, slice: nil)
      let seen = try semaphore.withPermit { (number, semaphore.permits) }
      #expect(seen.0 == number, "withPermit should return what its body returns; \(random)")
      #expect(seen.1 == 1, "the body should run with one of two permits taken")
      #expect(semaphore.permits == 2, "withPermit kept the permit after its body returned")
      #expect(throws: Trouble(number: number), "the body's error should come out; \(random)") {
        try semaphore.withPermit { throw Trouble(number: number) }
      }
      #expect(semaphore.permits == 2, "withPermit kept the permit after its body threw")
    }

    @Test("With a timeout it is got at once if there is one, and else given up in time")
    func timeout() throws {
      let semaphore = try SharedSemaphore(permits: 3, slice: nil)
      for seconds in [-1_000, 0, 600] {
        let thread = try Observed { semaphore.acquire(timeout: .seconds(seconds)) }
        #expect(
          try thread.value(orElse: "there is a permit, and acquire(timeout:) waits"),
          "there was a permit: no time is needed, and \(seconds) seconds were given")
      }
      for milliseconds in [-1, 0, 20] {
        let thread = try Observed { semaphore.acquire(timeout: .milliseconds(milliseconds)) }
        #expect(
          try !thread.value(orElse: "the time is up, and acquire(timeout:) goes on waiting"),
          "there was no permit all the time")
      }
      let patient = try Observed { semaphore.acquire(timeout: .seconds(600)) }
      let activity = try patient.settled()
      let polls = try patient.polls()
      try semaphore.release()
      #expect(
        activity == .asleep && !polls,
        """
        there is much time left: acquire(timeout:) should sleep until it is woken, and \
        \(polls ? "polls" : "is \(activity)")
        """)
      #expect(
        try patient.value(orElse: "a permit was released in time, but the thread sleeps on"),
        "a permit was released in time")
      #expect(semaphore.permits == 0, "who gives up takes nothing, and who gets one takes one")
    }

    @Test("Woken again and again for no reason, it still gives up in time", .holds(.signals))
    func oneDeadline() throws {
      let semaphore = try SharedSemaphore(permits: 0, slice: nil)
      let steps = try StepControl()
      steps.fail(.before(.wait), times: .max)
      let waiter = try steps.directs { semaphore.acquire(timeout: .milliseconds(20)) }
      #expect(
        try !waiter.value(
          orElse: """
            wait returned again and again, as it may for no reason, and the time was never up: make \
            one deadline before the loop. A timeout that begins anew after each wake-up never ends.
            """),
        "there was no permit all the time")
    }

    @Test(
      "The permit of a killed child is lost, and the others go on with the rest", .holds(.death))
    func killed() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let semaphore = try SharedSemaphore(permits: 2)
      let child = try TestChild(
        Guest(
          semaphore: semaphore, number: 0, arrivals: meeting.arrivals.writer,
          gate: meeting.gate.reader, steps: try StepControl()))
      _ = try meeting.arrival(orElse: "there are two permits, and a child got none")
      child.kill()
      let result = try Observed { try semaphore.withPermit { semaphore.permits } }
      #expect(
        try result.value(orElse: "one permit is left, and acquire() waits for it") == 0,
        "two permits: one was the killed child's, and nobody can know it; one is this thread's")
      #expect(semaphore.permits == 1, "one permit is lost")
      try semaphore.release()
      #expect(semaphore.permits == 2, "anybody may release another one in its place")
    }
  }
}

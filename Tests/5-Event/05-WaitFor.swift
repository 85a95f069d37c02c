import Grading
import Groundwork
import Synchronization
import Testing

extension `5-Event` {
  @Suite(.exercise("5.5")) struct `05-WaitFor` {
    @Test("If the predicate is true, nobody waits")
    func isTrue() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let goal = Int.random(in: 1...1_000_000, using: &random)
      room.value = goal
      let wait = try Observed { try room.waitUntil(goal, timeout: nil) }
      let activity = try wait.settled()
      room.clearOut([wait])
      let result = try wait.value(orElse: "wait doesn't return, though its predicate is true")
      #expect(
        activity == .finished, "the predicate is true: there is nothing to wait for; \(random)")
      #expect(
        result == Room.Wait(isNotified: true, hasLock: true),
        "the predicate is true, so wait should return true, with the lock, not \(result); \(random)"
      )
      for seconds in [0, -1, .min, .max] {
        let now = try room.waitUntil(goal, timeout: .seconds(seconds))
        #expect(
          now == Room.Wait(isNotified: true, hasLock: true),
          """
          the predicate is true, and with a timeout of \(seconds) s wait returned \(now): ask it first, \
          and look at the time then; \(random)
          """)
      }
    }

    @Test("A predicate that is true at the last moment counts", .holds(.order))
    func lastMoment() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let steps = try StepControl()
      // So long that it is not over before wait sleeps.
      let timeout = Duration.milliseconds(300)
      steps.park(.before(.wait, at: room.notifications.offset))
      let wait = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return try room.waitUntil(1, timeout: timeout)
      }
      let step = try steps.parked(orElse: "wait should sleep: its predicate is false", random)
      // Its own deadline was made before.
      try waitUntilPassed(Deadline(after: timeout))
      let isFree = room.lock.tryLock()
      room.value = 1
      if isFree { try room.lock.unlock() }
      steps.resume()
      let result = try wait.value(orElse: "wait doesn't return, though its time is over; \(random)")
      #expect(step != nil && isFree, "the predicate was false: wait should sleep, without the lock")
      #expect(
        result.isNotified,
        """
        while wait slept, its time ran out, and the predicate became true. It returned false without \
        asking: ask after each sleep, and look at the time then; \(random)
        """)
    }

    @Test("It waits on after each notify, until the predicate is true")
    func notifiedTooEarly() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let goal = Int.random(in: 3...6, using: &random)
      let (waits, areAsleep) = try asleep(2) { try room.waitUntil(goal, timeout: .seconds(600)) }
      var tooEarly = 0
      for value in 1...goal {
        try room.lock.lock()
        room.value = value
        room.notifyAnyway()
        try room.lock.unlock()
        if value < goal { tooEarly += try waits.count { try $0.settled() != .asleep } }
      }
      let results = try waits.map {
        try $0.value(orElse: "wait doesn't return, though its predicate is true; \(random)")
      }
      #expect(areAsleep, "the predicate is false, so wait must sleep, and use no processor")
      #expect(
        tooEarly == 0,
        """
        somebody notified, the predicate was still false, and wait returned: a notify says only that \
        something has changed. Ask the predicate again, in a loop; \(random)
        """)
      #expect(
        results.allSatisfy { $0 == Room.Wait(isNotified: true, hasLock: true) },
        "the predicate became true in time: true, with the lock; \(random)")
    }

    @Test("The predicate is asked only while the lock is held")
    func holdsLock() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let wait = try Observed {
        var answers: [Bool] = []
        try room.lock.lock()
        try room.condition.wait(for: {
          answers.append(room.lock.isHeldByCurrentThread)
          return room.value == 1
        })
        if room.lock.isHeldByCurrentThread { try room.lock.unlock() }
        return answers
      }
      _ = try wait.settled()
      let isFree = room.lock.tryLock()
      room.value = 1
      room.notifyAnyway()
      if isFree { try room.lock.unlock() }
      let answers = try wait.value(orElse: "wait doesn't return, though its predicate is true")
      #expect(isFree, "wait sleeps with the lock: nobody can make its predicate true; \(random)")
      #expect(
        answers.count > 1 && !answers.contains(false),
        """
        the predicate was asked \(answers.count) times, and \(answers.count { !$0 }) times without \
        the lock: another process may be changing what it looks at; \(random)
        """)
    }

    @Test("When the time is over it returns false, with the lock")
    func timeout() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let milliseconds = Int.random(in: 0...150, using: &random)
      let wait = try Observed { try room.waitUntil(1, timeout: .milliseconds(milliseconds)) }
      let result = try wait.value(
        orElse: "\(milliseconds) ms are over, and wait goes on; \(random)")
      #expect(!result.isNotified, "the predicate was false all the time; \(random)")
      #expect(result.hasLock, "also after a timeout the caller must have the lock; \(random)")
    }

    @Test("The timeout is for the whole call, however often somebody notifies", .holds(.threads))
    func totalTime() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let steps = try StepControl()
      let start = Deadline(after: .milliseconds(50))
      let sleep = StepPoint.before(.wait, at: room.notifications.offset)
      steps.park(sleep)
      let wait = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return (try room.waitUntil(1, timeout: .milliseconds(50)), isInTime: start.hasPassed)
      }
      var time: Deadline?
      var roundsTooLate = 0
      // Each time it is about to sleep, somebody notifies; so no sleep lasts.
      while roundsTooLate < 5,
        try steps.parked(orElse: "wait should sleep, or return", random) != nil
      {
        // Its own deadline was made before its first sleep.
        let end = time ?? Deadline(after: .milliseconds(50))
        time = end
        if end.hasPassed { roundsTooLate += 1 }
        room.notifyAnyway()
        steps.park(sleep)
        steps.resume()
      }
      let isLate = roundsTooLate == 5
      if isLate { room.value = 1 }
      steps.resume()
      let (result, isInTime) = try wait.value(
        orElse: "wait doesn't return, though its predicate is true")
      #expect(
        isInTime,
        """
        somebody notified at each of its sleeps, and wait returned before its 50 ms were over: a sleep \
        that is over has not taken all of its time; \(random)
        """)
      #expect(
        !isLate && !result.isNotified,
        """
        50 ms have passed, and wait began to sleep 5 times since: each notify lets it begin with the \
        whole timeout again. Make one Deadline at the start; \(random)
        """)
    }

    @Test(
      "A notify that was lost with a killed process delays nobody for long", .holds(.death),
      arguments: [nil, 600])
    func lostNotify(seconds: Int?) throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let (waits, areAsleep) = try asleep(1) {
        try room.waitUntil(1, timeout: seconds.map { .seconds($0) })
      }
      try room.lock.lock()
      // And nobody notifies: who would have done it was killed, or another one who was woken.
      room.value = 1
      try room.lock.unlock()
      let before = waits[0].hasFinished
      let result = Result {
        try waits[0].value(
          orElse: """
            the predicate is true, and whoever should have told it was killed: wait sleeps for ever. \
            Don't rely on notify alone: ask the predicate after each slice of time, too; \(random)
            """)
      }
      if case .failure = result { room.clearOut(waits) }
      #expect(areAsleep && !before, "the predicate was false, so wait must sleep; \(random)")
      #expect(try result.get().isNotified, "the predicate is true; \(random)")
    }

    @Test(
      "No sleep is longer than the time that is left",
      .holds("A wait that lasts longer than it was told to makes all late who count on it."))
    func lastSleep() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let excess = try sleepBeyondTheTime { try room.waitUntil(1, timeout: $0) }
      #expect(
        excess == nil,
        "of a timeout of 60 ms it sleeps on for \(excess ?? "") more: sleep for what is left; \(random)"
      )
    }

    @Test("It does not poll")
    func sleeps() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let (waits, areAsleep) = try asleep(1) { try room.waitUntil(1, timeout: .seconds(600)) }
      let wakeUps = try countWakeUps(of: waits[0])
      room.value = 1
      room.clearOut(waits)
      _ = try waits[0].value(orElse: "wait doesn't return, though its predicate is true")
      #expect(areAsleep, "the predicate is false, so wait must sleep; \(random)")
      #expect(
        wakeUps <= 15,
        """
        wait woke up \(wakeUps) times in about a quarter of a second while nothing happened: it polls. \
        Sleep for the `slice` of Given/Sleeping.swift; \(random)
        """)
    }

    @Test("Without the lock it throws, and doesn't ask the predicate")
    func withoutLock() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let isAsked = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
      let attempt = try Observed {
        _ = try room.condition.wait(for: {
          isAsked.store(1)
          return true
        })
      }
      #expect(throws: ConditionError.lockNotHeld, "the calling thread has no lock; \(random)") {
        try attempt.value(orElse: "wait doesn't throw: it waits")
      }
      #expect(isAsked.load() == 0, "the predicate was asked without the lock; \(random)")
    }

    @Test("What the predicate throws comes out, and the lock is still held", .holds(.failure))
    func predicateThrows() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let number = Int.random(in: 1...1_000_000, using: &random)
      // At the start, and after a slice.
      for call in [1, 2] {
        var calls = 0
        try room.lock.lock()
        #expect(
          throws: PredicateError(number: number),
          "the predicate's own error, from its call number \(call); \(random)"
        ) {
          try room.condition.wait(
            for: {
              calls += 1
              if calls == call { throw PredicateError(number: number) }
              return calls > 20
            }, timeout: .seconds(20))
        }
        let hasLock = room.lock.isHeldByCurrentThread
        if hasLock { try room.lock.unlock() }
        #expect(
          hasLock, "the caller still has to give the lock back, so it must have it; \(random)")
      }
    }

    @Test("If a thread died with the lock, it has the lock and says so", .holds(.death))
    func ownerDied() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let (waits, areAsleep) = try asleep(1) { () -> String in
        do {
          return try room.waitUntil(1, timeout: nil).isNotified ? "it returned true" : "false"
        } catch ConditionError.ownerDied {
          return room.lock.isHeldByCurrentThread ? "told" : "told, without the lock"
        }
      }
      let child = try TestChild(RoomKiller(room: room, value: 1))
      try child.ended(orElse: "the child did not end: wait keeps the lock; \(random)")
      let result = try waits[0].value(orElse: "wait doesn't return after a notify; \(random)")
      #expect(areAsleep, "the predicate is false, so wait must sleep; \(random)")
      #expect(
        result == "told",
        """
        a process was killed with the lock, so what the predicate looked at may be half changed: \
        pass ConditionError.ownerDied on, with the lock. It is: \(result); \(random)
        """)
    }
  }
}

extension Room {
  /// Takes the lock, waits until the value is `goal`, and gives the lock back.
  func waitUntil(_ goal: Int, timeout: Duration?) throws -> Wait {
    try lock.lock()
    let isTrue = try condition.wait(for: { value == goal }, timeout: timeout)
    let hasLock = lock.isHeldByCurrentThread
    if hasLock { try lock.unlock() }
    return Wait(isNotified: isTrue, hasLock: hasLock)
  }
}

private struct PredicateError: Error, Equatable {
  let number: Int
}

import Grading
import Groundwork
import Testing

extension `5-Event` {
  @Suite(.exercise("5.4")) struct `04-WaitNotify` {
    @Test("wait gives the lock back while it sleeps, and has it again when it returns")
    func lock() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let (waits, areAsleep) = try asleep(1) { try room.waitOnce() }
      let wakeUps = try countWakeUps(of: waits[0])
      let isFree = room.lock.tryLock()
      room.notifyAnyway()
      // The one who notified has the lock still.
      let early = isFree ? try waits[0].settled() : .asleep
      if isFree { try room.lock.unlock() }
      let wait = try waits[0].value(orElse: "wait doesn't return after a notify")
      #expect(areAsleep, "nobody has notified, so wait must sleep, and use no processor; \(random)")
      #expect(
        wakeUps <= 15,
        """
        wait woke up \(wakeUps) times in about a quarter of a second while nobody notified: it polls. \
        The given `sleep` goes in slices of a tenth of a second; \(random)
        """)
      #expect(
        isFree,
        "wait sleeps with the lock: nobody can change what it waits for, or notify; \(random)"
      )
      #expect(
        early == .asleep,
        """
        wait returned while another thread had the lock: it must take the lock again before it \
        returns, as its caller goes on to use what the lock protects
        """)
      #expect(
        wait == Room.Wait(isNotified: true, hasLock: true),
        "after a notify, wait should return true, with the lock; \(random)")
    }

    @Test("When the time is over it returns false, and has the lock again")
    func timeout() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let milliseconds = Int.random(in: 0...150, using: &random)
      let wait = try Observed { try room.waitOnce(timeout: .milliseconds(milliseconds)) }
      let result = try wait.value(
        orElse: "\(milliseconds) ms are over, and wait goes on; \(random)")
      #expect(!result.isNotified, "nobody has notified in these \(milliseconds) ms; \(random)")
      #expect(result.hasLock, "also after a timeout the caller must have the lock; \(random)")
    }

    @Test("notify changes the count first, and wakes then")
    func order() throws {
      var random = Seeded()
      for isAll in [false, true] {
        let room = try Room(using: &random)
        let steps = try StepControl()
        let notify = try Observed {
          try room.lock.lock()
          steps.install()
          if isAll { try room.condition.notifyAll() } else { try room.condition.notify() }
          steps.uninstall()
          try room.lock.unlock()
        }
        try notify.value(orElse: "notify doesn't return: it should never wait; \(random)")
        let trace = steps.trace.filter { $0.place == room.notifications.offset }.map(\.kind)
        let change = trace.firstIndex { [.store, .exchange, .compareExchange].contains($0) }
        let wake = trace.firstIndex(of: .wake)
        #expect(
          (change ?? .max) < (wake ?? -1),
          """
          the steps of \(isAll ? "notifyAll" : "notify") on the count were \(trace): whoever is woken \
          before it has changed goes to sleep again, and nobody wakes it any more; \(random)
          """)
      }
    }

    @Test("notify wakes as many as it is asked for, if all are asleep", arguments: 1...3)
    func exactly(count: Int) throws {
      var random = Seeded()
      let room = try Room(isAtTheEnd: count == 2, using: &random)
      let (waits, areAsleep) = try asleep(4) { try room.waitOnce() }
      let first = try Observed {
        try room.lock.lock()
        if count == 1 { try room.condition.notify() } else { try room.condition.notify(count) }
        try room.lock.unlock()
      }
      try first.value(orElse: "notify doesn't return: it should never wait")
      _ = try waits.finished(atLeast: count)
      let others = waits.filter { !$0.hasFinished }
      let stillAsleep = try others.count { try $0.settled() == .asleep }
      let woken = waits.count(where: \.hasFinished)
      room.clearOut(waits)
      let areDone = waits.allSatisfy(\.hasFinished)
      try #require(
        areDone,
        "notify(\(count)) let \(woken) of 4 go on, and the others no notify wakes; \(random)")
      let results = try waits.map { try $0.value(orElse: "wait doesn't return after a notify") }
      #expect(areAsleep, "nobody has notified, so wait must sleep; \(random)")
      #expect(
        woken == count && stillAsleep == 4 - count,
        "4 threads were asleep, and notify(\(count)) let \(woken) of them go on; \(random)")
      #expect(
        results.allSatisfy { $0 == Room.Wait(isNotified: true, hasLock: true) },
        "each wait should return true after a notify, with the lock; \(random)")
    }

    @Test("notifyAll wakes all, and so does notify with a higher number")
    func all() throws {
      var random = Seeded()
      let count = Int.random(in: 5...1_000, using: &random)
      for isAll in [true, false] {
        let room = try Room(isAtTheEnd: isAll, using: &random)
        let (waits, areAsleep) = try asleep(4) { try room.waitOnce() }
        try room.lock.lock()
        if isAll { try room.condition.notifyAll() } else { try room.condition.notify(count) }
        try room.lock.unlock()
        let woken = try waits.finished(atLeast: 4)
        room.clearOut(waits)
        #expect(areAsleep, "nobody has notified, so wait must sleep; \(random)")
        try #require(
          woken == 4,
          "4 threads were asleep, and \(isAll ? "notifyAll()" : "notify(\(count))") woke \(woken)")
      }
    }

    @Test("Nobody is woken by notify(0), and no notify is kept for later")
    func nothing() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let (waits, areAsleep) = try asleep(1) { try room.waitOnce() }
      try room.lock.lock()
      let before = room.notifications.load()
      try room.condition.notify(0)
      try room.condition.notify(-1)
      try room.condition.notify(.min)
      let after = room.notifications.load()
      try room.lock.unlock()
      let activity = try waits[0].settled()
      room.clearOut(waits)
      _ = try waits[0].value(orElse: "wait doesn't return after a notify")
      try room.lock.lock()
      try room.condition.notify(3)
      try room.lock.unlock()
      let late = try room.waitOnce(timeout: .milliseconds(20))
      #expect(
        areAsleep && activity == .asleep,
        "notify(0), notify(-1) and notify(.min) should wake nobody; \(random)")
      #expect(
        after == before,
        """
        notify(0), notify(-1) and notify(.min) changed the count from \(before) to \(after): one who is \
        about to sleep would go on, though nobody shall; \(random)
        """)
      #expect(
        !late.isNotified,
        """
        nobody waited when notify was called, and a later wait returned for it: a condition keeps \
        nothing. What happened must be seen in what the lock protects; \(random)
        """)
    }

    @Test("Without the lock they throw, and nothing happens")
    func withoutLock() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let (waits, _) = try asleep(1) { try room.waitOnce() }
      let condition = room.condition
      let calls: [(name: String, call: @Sendable () throws -> Void)] = [
        ("wait()", { try condition.wait() }),
        ("wait(timeout:)", { try condition.wait(timeout: .zero) }),
        ("notify()", { try condition.notify() }),
        ("notify(0)", { try condition.notify(0) }),
        ("notifyAll()", { try condition.notifyAll() }),
      ]
      for isTaken in [false, true] {
        // Another thread's lock is not the caller's.
        if isTaken { #expect(room.lock.tryLock(), "the lock should be free; \(random)") }
        for (name, call) in calls {
          let attempt = try Observed { try call() }
          let result = Result { try attempt.value(orElse: "\(name) doesn't throw: it waits") }
          #expect(
            throws: ConditionError.lockNotHeld,
            """
            \(name) was called without the lock (\(isTaken ? "another thread has it" : "it is free")): \
            between a look at what it protects and the call, anything could happen; \(random)
            """
          ) { try result.get() }
        }
        #expect(
          room.lock.isHeldByCurrentThread == isTaken,
          "a call without the lock should leave the lock as it is; \(random)")
        if room.lock.isHeldByCurrentThread { try room.lock.unlock() }
      }
      let activity = try waits[0].settled()
      room.clearOut(waits)
      #expect(activity == .asleep, "a call without the lock woke one who waits; \(random)")
    }

    @Test("A notify is not lost, whenever it comes after the lock was given back", .holds(.order))
    func notLost() throws {
      var random = Seeded()
      for step in 1..<12 {
        let room = try Room(using: &random)
        let steps = try StepControl()
        steps.park(.step(step))
        let wait = try Observed {
          try room.lock.lock()
          steps.install()
          try room.condition.wait()
          steps.uninstall()
          try room.lock.unlock()
        }
        let parked = try steps.parked(orElse: "wait should come to its step \(step)", random)
        let isFree = room.lock.tryLock()
        if isFree {
          room.notifyAnyway()
          try room.lock.unlock()
        }
        steps.resume()
        if !isFree {
          // It has not given the lock back yet: the notify comes later.
          _ = try wait.settled()
          room.notifyAnyway()
        }
        try wait.value(
          orElse: """
            wait had given the lock back, another thread notified, and wait went to sleep for ever: \
            it looked at the count after that. Look while the lock is held; nobody can notify then. \
            Its steps: \(steps.trace.prefix(12)); \(random)
            """)
        if parked?.kind == .wait || parked == nil { return }
      }
      Issue.record("wait took more than 12 steps, and did not sleep; \(random)")
    }

    @Test("Who is woken for no reason sleeps on", .holds(.signals))
    func wokenForNoReason() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let steps = try StepControl()
      steps.fail(
        .before(.wait, at: room.notifications.offset),
        times: Int.random(in: 100...200, using: &random))
      let wait = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return try room.waitOnce(timeout: .seconds(600))
      }
      var activity = try wait.settled()
      for _ in 0..<3 where activity == .asleep {
        room.notifications.wake()
        activity = try wait.settled()
      }
      room.clearOut([wait])
      let result = try wait.value(orElse: "wait doesn't return after a notify")
      #expect(
        activity == .asleep && result.isNotified,
        """
        nobody had notified, and wait returned \(result.isNotified) when its sleep was over: sleeps \
        end for no reason, too. Look at the count again; \(random)
        """)
    }

    @Test(
      "The timeout is for the whole call, however often the sleep is interrupted", .holds(.signals))
    func totalTime() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let steps = try StepControl()
      let timeout = Duration.milliseconds(150)
      let end = Deadline(after: timeout)
      // From now on, every sleep is over at once, for no reason.
      steps.fail(.before(.wait, at: room.notifications.offset), times: .max)
      let wait = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return (try room.waitOnce(timeout: timeout), isInTime: end.hasPassed)
      }
      let isLate = goesOn(wait, after: timeout, steps)
      if isLate { room.clearOut([wait]) }
      let (result, isInTime) = try wait.value(
        orElse: "wait doesn't return, though its time is over; \(random)")
      #expect(
        isInTime,
        """
        its sleeps ended at once, for no reason, and after \(steps.stepCount) steps wait returned before \
        the \(timeout) were over: a sleep that is over has not taken all of its time; \(random)
        """)
      #expect(
        !isLate,
        """
        its time was over, and wait went on: it is woken again and again, and begins with the whole \
        timeout each time. Make one Deadline at the start; \(random)
        """)
      #expect(!result.isNotified || isLate, "nobody has notified; \(random)")
    }
  }
}

// More of its tests are in Helpers/SlicesAndDeaths.swift.

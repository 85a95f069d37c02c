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
      let isFree = room.lock.tryLock()
      room.notifyAnyway()
      // The one who notified has the lock still.
      let early = isFree ? try waits[0].settled() : .asleep
      if isFree { try room.lock.unlock() }
      let wait = try waits[0].value(orElse: "wait doesn't return after a notify")
      #expect(areAsleep, "nobody has notified, so wait must sleep, and use no processor; \(random)")
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

    @Test("notify wakes as many as it is asked for, if all are asleep")
    func exactly() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let (waits, areAsleep) = try asleep(4) { try room.waitOnce() }
      let count = Int.random(in: 1...3, using: &random)
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
        let room = try Room(using: &random)
        let (waits, areAsleep) = try asleep(4) { try room.waitOnce() }
        try room.lock.lock()
        if isAll { try room.condition.notifyAll() } else { try room.condition.notify(count) }
        try room.lock.unlock()
        let woken = try waits.finished(atLeast: 4)
        room.clearOut(waits)
        #expect(areAsleep, "nobody has notified, so wait must sleep; \(random)")
        #expect(
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
      try room.condition.notify(0)
      try room.condition.notify(-1)
      try room.lock.unlock()
      let activity = try waits[0].settled()
      room.clearOut(waits)
      _ = try waits[0].value(orElse: "wait doesn't return after a notify")
      try room.lock.lock()
      try room.condition.notify(3)
      try room.lock.unlock()
      let late = try room.waitOnce(timeout: .milliseconds(20))
      #expect(
        areAsleep && activity == .asleep, "notify(0) and notify(-1) should wake nobody; \(random)")
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

    @Test("A notify is not lost, whenever it comes after the lock was given back")
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
        let parked = try steps.waitUntilParked()
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

    @Test("Who is woken for no reason sleeps on")
    func wokenForNoReason() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let steps = try StepControl()
      steps.fail(.before(.wait, at: room.notifications.offset), times: 2)
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

    @Test("The timeout is for the whole call, however often the sleep is interrupted")
    func totalTime() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let steps = try StepControl()
      let timeout = Duration.milliseconds(150)
      // From now on, every sleep is over at once, for no reason.
      steps.fail(.before(.wait, at: room.notifications.offset), times: .max)
      let wait = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return try room.waitOnce(timeout: timeout)
      }
      let isLate = goesOn(wait, after: timeout, steps)
      if isLate { room.clearOut([wait]) }
      let result = try wait.value(orElse: "wait doesn't return, though its time is over; \(random)")
      #expect(
        !isLate,
        """
        its time was over, and wait went on: it is woken again and again, and begins with the whole \
        timeout each time. Make one Deadline at the start; \(random)
        """)
      #expect(!result.isNotified || isLate, "nobody has notified; \(random)")
    }

    @Test("After a waiter was killed, notify returns, and wakes a living one")
    func killed() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      for isAsleep in [true, false] {
        let steps = try StepControl()
        if isAsleep {
          steps.park(.before(.wait, at: room.notifications.offset))
        } else {
          steps.kill(.before(.wait, at: room.notifications.offset))
        }
        let child = try TestChild(RoomWaiter(room: room, steps: steps))
        if isAsleep, try steps.waitUntilParked() != nil { steps.resume() }
        if isAsleep { child.kill() }
        let end = try child.ended(orElse: "the child did not come to its sleep; \(random)")
        #expect(end == .signaled(SIGKILL), "the child should be killed while it waits; \(random)")
      }
      let (waits, areAsleep) = try asleep(1) { try room.waitOnce() }
      let notify = try Observed {
        try room.lock.lock()
        try room.condition.notify()
        try room.lock.unlock()
      }
      let result = Result {
        try notify.value(orElse: "two waiters were killed, and notify waits for them; \(random)")
      }
      let woken = try waits.finished(atLeast: 1)
      room.clearOut(waits)
      try result.get()
      #expect(
        areAsleep && woken == 1,
        "two waiters were killed, and one lives: notify() should have woken that one; \(random)")
    }

    @Test("If a thread died with the lock, wait has the lock and says so")
    func ownerDied() throws {
      var random = Seeded()
      let room = try Room(using: &random)
      let (waits, areAsleep) = try asleep(1) { () -> String in
        try room.lock.lock()
        do {
          try room.condition.wait()
          return "wait returned"
        } catch ConditionError.ownerDied {
          return room.lock.isHeldByCurrentThread ? "told" : "told, without the lock"
        }
      }
      let child = try TestChild(RoomKiller(room: room, value: 1))
      try child.ended(orElse: "the child did not end: wait keeps the lock; \(random)")
      let result = try waits[0].value(orElse: "wait doesn't return after a notify; \(random)")
      #expect(areAsleep, "nobody has notified, so wait must sleep; \(random)")
      #expect(
        result == "told",
        """
        a process notified and was killed with the lock, so what the lock protects may be half \
        changed: wait should throw ConditionError.ownerDied, with the lock. It is: \(result); \
        \(random)
        """)
    }
  }
}

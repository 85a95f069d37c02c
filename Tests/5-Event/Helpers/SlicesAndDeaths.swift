import Grading
import Groundwork
import Testing

// Tests of 5.4, beside those in 04-WaitNotify.swift: why the given `sleep` and `wake` are needed, and
// those who are killed.

extension `5-Event`.`04-WaitNotify` {
  @Test("When the time is over while another thread has the lock, it waits for the lock")
  func timeoutWithoutLock() throws {
    var random = Seeded()
    let room = try Room(using: &random)
    // So long that it is not over before wait sleeps.
    let timeout = Duration.milliseconds(300)
    let steps = try StepControl()
    steps.park(.before(.wait, at: room.notifications.offset))
    let wait = try Observed {
      try room.lock.lock()
      steps.install()
      let isNotified = try room.condition.wait(timeout: timeout)
      steps.uninstall()
      let hasLock = room.lock.isHeldByCurrentThread
      if hasLock { try room.lock.unlock() }
      return Room.Wait(isNotified: isNotified, hasLock: hasLock)
    }
    let step = try steps.parked(orElse: "wait should sleep on `notifications`", random)
    let isFree = room.lock.tryLock()
    // Its own deadline was made before.
    try waitUntilPassed(Deadline(after: timeout))
    steps.resume()
    let activity = try wait.settled()
    if isFree { try room.lock.unlock() }
    let result = try wait.value(orElse: "the lock is free, and wait does not return; \(random)")
    #expect(step != nil && isFree, "nobody has notified: wait should sleep, without the lock")
    #expect(
      activity == .asleep && result.hasLock,
      """
      its \(timeout) were over while another thread had the lock, and wait is \(activity), \
      \(result.hasLock ? "with" : "without") the lock: the timeout is for the notify alone. Wait for \
      the lock for as long as it takes; \(random)
      """)
  }

  @Test("A notify reaches one who is between two slices of its sleep", .holds(.order))
  func betweenSlices() throws {
    var random = Seeded()
    let ways: [(name: String, call: (SharedCondition) throws -> Void)] = [
      ("notify()", { try $0.notify() }),
      ("notify(2)", { try $0.notify(2) }),
      ("notifyAll()", { try $0.notifyAll() }),
    ]
    for (name, notify) in ways {
      let room = try Room(using: &random)
      let (wait, steps, isBetween) = try room.waiterBetweenSlices(random)
      try room.lock.lock()
      try notify(room.condition)
      try room.lock.unlock()
      steps.resume()
      let result = Result {
        try wait.value(
          orElse: """
            a waiter was awake between two slices of its sleep when \(name) came, and it slept on: \
            nobody was asleep, so the word's own wake reached nobody. `wake(_:)`, which is given, keeps \
            the notify for it, if it sleeps by the given one, and the count was one higher; \(random)
            """)
      }
      if case .failure = result { room.clearOut([wait]) }
      #expect(isBetween, "nobody has notified, so wait should sleep")
      #expect(try result.get().isNotified, "somebody has called \(name); \(random)")
    }
  }

  @Test("One who is between two slices doesn't take the notify of one who sleeps")
  func anothersNotify() throws {
    var random = Seeded()
    let room = try Room(using: &random)
    let (wait, steps, isBetween) = try room.waiterBetweenSlices(random)
    // It sleeps without slices, and without exercise 5.4.
    let seen = room.notifications.load()
    let (sleepers, _) = try asleep(1) { room.notifications.wait(while: seen) }
    try room.lock.lock()
    try room.condition.notify()
    try room.lock.unlock()
    _ = try sleepers.finished(atLeast: 1)
    steps.resume()
    // After some slices.
    let activity = try wait.settled(after: wait.switches + 2)
    room.clearOut([wait])
    _ = try wait.value(orElse: "wait doesn't return after a notify; \(random)")
    #expect(isBetween, "nobody has notified, so wait should sleep")
    #expect(
      sleepers[0].hasFinished && activity == .asleep,
      """
      notify() woke one who slept, and another one, which was between two slices of its sleep, is \
      \(activity): it saw another count, and took the notify for its own. The given `sleep` sleeps \
      on; \(random)
      """)
  }

  @Test(
    "One who notifies is killed before it wakes anybody: the waiter is told after a slice",
    .holds(.death))
  func killedBeforeWake() throws {
    var random = Seeded()
    let room = try Room(using: &random)
    let (waits, areAsleep) = try asleep(1) { () -> String in
      try room.lock.lock()
      do {
        return "returned \(try room.condition.wait())"
      } catch ConditionError.ownerDied {
        return room.lock.isHeldByCurrentThread ? "told" : "told, without the lock"
      }
    }
    let child = try TestChild(RoomKiller(room: room, value: 1, isHalfDone: true))
    try child.ended(orElse: "the child did not end: wait keeps the lock; \(random)")
    let result = Result {
      try waits[0].value(
        orElse: """
          a process was killed after it had changed the count, and before it woke anybody: wait sleeps \
          for ever. The given `sleep` goes in slices, and looks whether the \
          lock's owner is dead; \(random)
          """)
    }
    if case .failure = result { room.clearOut(waits) }
    let outcome = try result.get()
    #expect(areAsleep, "nobody has notified, so wait must sleep; \(random)")
    #expect(
      outcome == "told",
      "wait should throw ConditionError.ownerDied, with the lock. It is: \(outcome); \(random)")
  }

  @Test("After a waiter was killed, notify returns, and wakes a living one", .holds(.death))
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
      if isAsleep, try steps.parked(orElse: "the child should sleep", random) != nil {
        steps.resume()
      }
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

  @Test("If a thread died with the lock, wait has the lock and says so", .holds(.death))
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

  @Test("Also who has no time gives the lock back, and takes it again")
  func gapWithoutTime() throws {
    var random = Seeded()
    for timeout in [Duration.zero, .seconds(-1)] {
      var gaps = 0
      let count = try StepControl.parkingAtEachStep { steps, step in
        let room = try Room(using: &random)
        let wait = try Observed {
          try room.lock.lock()
          steps.install()
          let isNotified = try room.condition.wait(timeout: timeout)
          steps.uninstall()
          let hasLock = room.lock.isHeldByCurrentThread
          if hasLock { try room.lock.unlock() }
          return Room.Wait(isNotified: isNotified, hasLock: hasLock)
        }
        let parked = try steps.parked(orElse: "wait should return: it has no time", random)
        if parked != nil, room.lock.tryLock() {
          gaps += 1
          try room.lock.unlock()
        }
        steps.resume()
        let result = try wait.value(orElse: "wait has no time, and doesn't return; \(random)")
        #expect(
          result == Room.Wait(isNotified: false, hasLock: true),
          "nobody has notified, and the caller has the lock again; \(random)")
      }
      #expect(
        gaps > 0,
        """
        wait(timeout: \(timeout)) had the lock at each of its \(count) steps: one who calls it again and \
        again keeps everybody else from the lock, who may be about to notify; \(random)
        """)
    }
  }
}

#if DEBUG
import Grading
import Groundwork
import Testing

// The short forms of what EveryInterleaving.swift proves, for the exercise that each belongs to: so
// that a learner's answer meets the orders of its steps, too, and needs no later exercise for that.

extension `4-Lock`.`02-LockUnlock` {
  @Test(
    "In many orders of their steps, each thread comes in alone, and none sleeps on", .holds(.order))
  func inEveryOrder() throws {
    let once: @Sendable (Scene) throws -> Void = { try $0.enter() }
    let twice: @Sendable (Scene) throws -> Void = { try $0.enter(2) }
    let tries: @Sendable (Scene) throws -> Void = { try $0.tryToEnter() }
    for (threads, entries, preemptions, who) in [
      ([twice, twice], 4, 2, "Two threads lock and unlock twice."),
      ([once, once, once], 3, 1, "Three threads lock and unlock."),
      ([tries, once, once], nil, 1, "Thread A only tries to lock; B and C lock and unlock."),
    ] {
      try expectInEveryOrder(
        try Scene(slice: nil), threads: threads, preemptions: preemptions, alarms: 1,
        "\(who) See lock, unlock and takeOrAnnounce."
      ) { try $0.check(entries: entries) }
    }
  }
}

extension `4-Lock`.`03-WithLock` {
  @Test(
    "In many orders of their steps, and however long it takes, each body runs alone", .holds(.order)
  )
  func inEveryOrder() throws {
    let enters: @Sendable (Scene) throws -> Void = { scene in
      try scene.lock.withLock { scene.beInside() }
    }
    try expectInEveryOrder(
      try Scene(slice: nil), threads: [enters, enters], preemptions: 2, alarms: 1,
      """
      Two threads come in by withLock. Any sleep that has a deadline may come to it: who waits with a \
      timeout has no lock then, and must not go on.
      """
    ) { try $0.check(entries: 2) }
  }
}

extension `4-Lock`.`04-TimedLock` {
  @Test(
    "A timeout at any moment, in many orders of the steps: no wake-up goes with it", .holds(.order))
  func inEveryOrder() throws {
    for others in [1, 2] {
      try expectInEveryOrder(
        try Scene(slice: nil),
        threads: [{ try $0.enterInTime() }]
          + (0..<others).map { _ in { @Sendable scene in try scene.enter() } },
        preemptions: 3 - others, alarms: 1,
        """
        Thread A takes the lock by lock(timeout:), and its time may be up at any moment, also just \
        when it is woken; \(others == 1 ? "B calls" : "B and C call") lock. Whoever gives up takes \
        the lock, or makes sure that its next owner wakes somebody.
        """
      ) { try $0.check(entries: nil) }
    }
  }
}

extension `4-Lock`.`05-GuardedValue` {
  @Test("In many orders of their steps, no update of two threads is lost", .holds(.order))
  func inEveryOrder() throws {
    try expectInEveryOrder(
      try SharedMutex(0, slice: nil),
      threads: [{ try $0.withLock { $0 += 1 } }, { try $0.withLock { $0 += 10 } }],
      preemptions: 2, alarms: 1,
      "One thread adds 1 to a guarded value, the other one adds 10. See 05-GuardedValue.swift."
    ) { value in
      if value.content != 11 { throw TestFailure("the value is \(value.content), not 11") }
    }
  }
}

extension `4-Lock`.`06-Semaphore` {
  @Test(
    "In many orders of their steps, no more are inside than there are permits, and none sleeps on",
    .holds(.order))
  func inEveryOrder() throws {
    for permits in 1...2 {
      try expectInEveryOrder(
        try Gate(permits: permits),
        threads: [{ try $0.pass() }, { try $0.pass() }, { try $0.pass() }], alarms: 1,
        "There are \(permits) permits; three threads acquire one, come in, go, and release it."
      ) { try $0.check() }
    }
  }

  @Test("A timeout at any moment takes no permit and no wake-up with it", .holds(.order))
  func timeoutInEveryOrder() throws {
    for others in [1, 2] {
      try expectInEveryOrder(
        try Gate(permits: 1),
        threads: [{ try $0.passInTime() }]
          + (0..<others).map { _ in { @Sendable gate in try gate.pass() } },
        preemptions: 3 - others, alarms: 1,
        """
        There is one permit. Thread A acquires it by acquire(timeout:), and its time may be up at \
        any moment, also just when it is woken; \(others == 1 ? "B calls" : "B and C call") acquire.
        """
      ) { try $0.check() }
    }
  }
}

extension `4-Lock`.`09-RecursiveLock` {
  @Test(
    "In many orders of their steps, two threads that enter twice are alone, and both get through",
    .holds(.order))
  func inEveryOrder() throws {
    try expectInEveryOrder(
      try Scene(slice: nil), threads: [{ try $0.enterTwice() }, { try $0.enterTwice() }],
      preemptions: 2, alarms: 1,
      "Two threads each take a recursive lock twice, come in, and give it back twice."
    ) { try $0.check(entries: 2) }
  }
}
#endif

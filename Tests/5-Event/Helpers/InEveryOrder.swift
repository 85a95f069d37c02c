#if DEBUG
import Grading
import Groundwork
import Testing

// The short forms of what EveryInterleaving.swift proves, for the exercise that each belongs to: so
// that a learner's answer meets the orders of its steps, too, and needs no later exercise for that.

extension `5-Event`.`01-SetClear` {
  @Test(
    "In many orders of their steps, an event that is set last is set, and who waits goes on",
    .holds(.order))
  func inEveryOrder() throws {
    let waits: @Sendable (SharedEvent) -> Void = { event in
      while event.changes.load() == 0 { _ = event.changes.wait(while: 0) }
    }
    for (threads, who) in [
      ([{ $0.set() }, { $0.set() }, waits], "Threads A and B set the event, and C waits for it."),
      (
        [
          { $0.set() },
          {
            $0.clear()
            $0.set()
          },
        ], "Thread A sets the event; B clears it, and then sets it."
      ),
    ] as [([@Sendable (SharedEvent) throws -> Void], String)] {
      try expectInEveryOrder(
        try SharedEvent(), threads: threads, preemptions: 2,
        "\(who) Whoever finds it changed since it looked has nothing to change: see 01-SetClear.swift."
      ) { event in
        if event.changes.load().isMultiple(of: 2) { throw TestFailure("it is clear in the end") }
      }
    }
  }
}

extension `5-Event`.`02-EventWait` {
  @Test("In many orders of their steps, who waits goes on once the event was set", .holds(.order))
  func inEveryOrder() throws {
    for waiters in 1...2 {
      try expectInEveryOrder(
        try SharedEvent(),
        threads: [{ $0.change() }] + (0..<waiters).map { _ in { @Sendable in $0.wait() } },
        preemptions: 2,
        "Thread A sets the event; \(waiters == 1 ? "B waits" : "B and C wait") for it."
      ) { _ in }
    }
    try expectInEveryOrder(
      try Signal(),
      threads: [
        { signal in
          signal.hasBegun.store(1)
          signal.event.wait()
        },
        { signal in
          signal.event.change()
          signal.event.change()
          // For who came too late.
          signal.event.change()
        },
      ], preemptions: 2,
      "Thread A waits for the event; B sets it, clears it, and sets it again."
    ) { _ in }
  }
}

extension `5-Event`.`03-EventTimeout` {
  @Test(
    "In many orders of the steps, with a timeout at any moment: true, or the time is over",
    .holds(.order))
  func inEveryOrder() throws {
    for waiters in 1...2 {
      try expectInEveryOrder(
        try SharedEvent(),
        threads: [{ $0.change() }]
          + (0..<waiters).map { _ in
            { @Sendable event in
              let deadline = Deadline(after: .milliseconds(50))
              if !event.wait(timeout: .milliseconds(50)), !deadline.hasPassed {
                throw TestFailure("it gave up too soon")
              }
            }
          }, preemptions: 2, alarms: 1,
        """
        Thread A sets the event; \(waiters == 1 ? "B waits" : "B and C wait") for it by \
        wait(timeout:), and the time may be over at any moment.
        """
      ) { _ in }
    }
  }
}

extension `5-Event`.`04-WaitNotify` {
  private var advice: String {
    "See 04-WaitNotify.swift: read the count before you give the lock back, and sleep on that."
  }

  @Test("In many orders of their steps, a waiter misses no notification", .holds(.order))
  func inEveryOrder() throws {
    try expectInEveryOrder(
      try Counter(), threads: [{ try $0.take() }, { try $0.put(1, notifying: 1) }], preemptions: 2,
      "Thread A waits until it can take one; B puts one, and notifies. \(advice)"
    ) { try $0.check(0) }
    for notifications in [[2], [1, 1]] {
      try expectInEveryOrder(
        try Counter(),
        threads: [
          { try $0.take() }, { try $0.take() },
          { counter in
            for count in notifications {
              try counter.put(UInt32(2 / notifications.count), notifying: count)
            }
          },
        ],
        """
        Threads A and B wait until they can take one; C puts two, and notifies \(notifications). \
        \(advice)
        """
      ) { try $0.check(0) }
    }
  }

  @Test(
    "A timeout at any moment, in many orders of the steps: the lock is held again", .holds(.order))
  func timeoutInEveryOrder() throws {
    try expectInEveryOrder(
      try Counter(),
      threads: [{ try $0.take(timeout: .seconds(1)) }, { try $0.put(1, notifying: 1) }],
      preemptions: 2, alarms: 1,
      """
      Thread A waits until it can take one, and its time may be over at any moment; B puts one, and \
      notifies. \(advice)
      """
    ) { try $0.check(nil) }
  }
}

extension `5-Event`.`05-WaitFor` {
  @Test(
    "In many orders of their steps, who waits for a predicate goes on when it is true",
    .holds(.order))
  func inEveryOrder() throws {
    for takers in 1...2 {
      try expectInEveryOrder(
        try Counter(),
        threads: (0..<takers).map { _ in { @Sendable in try $0.takeWhenThere() } }
          + [{ try $0.put(UInt32(takers), notifying: takers) }],
        preemptions: 3 - takers,
        """
        \(takers == 1 ? "Thread A waits" : "Threads A and B wait") for something to take; another \
        thread puts it, and notifies. See 05-WaitFor.swift.
        """
      ) { try $0.check(0) }
    }
  }
}

extension `5-Event`.`06-Barrier` {
  @Test("In many orders of their steps, the parties go on together, in each round", .holds(.order))
  func inEveryOrder() throws {
    for (count, rounds) in [(2, 2), (3, 1)] {
      try expectInEveryOrder(
        try Parties(count),
        threads: (0..<count).map { number in { try $0.meet(number, rounds: rounds) } },
        "\(count) threads meet \(rounds) times at a barrier. See 06-Barrier.swift."
      ) { try $0.check() }
    }
  }

  @Test("A timeout at any moment, in many orders of the steps: all pass, or none", .holds(.order))
  func timeoutInEveryOrder() throws {
    for count in 2...3 {
      try expectInEveryOrder(
        try Parties(count),
        threads: (0..<count).map { number in { try $0.meetOrBreak(number) } },
        preemptions: 3 - count, alarms: 1,
        """
        \(count) threads come to a barrier, and the time of one may be over at any moment. See \
        06-Barrier.swift.
        """
      ) { try $0.checkAgreement() }
    }
  }
}
#endif

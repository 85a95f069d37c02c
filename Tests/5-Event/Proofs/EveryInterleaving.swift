#if Solutions && DEBUG
import Grading
import Groundwork
import Testing

// Event, condition and barrier, in every order that the steps of a few threads can come in.
// `Interleavings` tells what is taken for granted.
//
// Proved, for the number of threads and rounds that a test names:
// - Whoever waits for an event goes on once it was set, also if it was cleared since.
// - A condition's waiter misses no notification, and has the lock again when it returns; a notification
//   of n reaches n of those who wait.
// - The parties of a barrier go on together, each with an index of its own, round after round; if one
//   gives up, all who have not gone on get the error.
// - No wake-up is lost: nobody sleeps for ever, and no slice of a sleep has to make up for it.
//
// Events: in every schedule. The others: in all that have at most so many preemptions as `upTo` says,
// fewer in the short form of the proofs, or in every one when they are unbounded: `Proofs` tells how to
// choose.
//
// Not proved: more threads or rounds, more preemptions where a limit is named, more than one timeout
// in a schedule, and whether acquire and release are enough where the processor reorders. Nobody dies
// here: for that there is Proofs/Killed.swift.

extension `5-Event` {
  @Suite struct EveryInterleaving {
    @Test("Who waits for an event goes on once it is set")
    func setOnce() throws {
      for waiters in [1, 2] {
        var limits = Interleavings()
        limits.mergesEquivalent = true
        let found = try limits.explore(
          try SharedEvent(),
          threads: [{ $0.set() }] + (0..<waiters).map { _ in { @Sendable event in event.wait() } }
        ) { event in
          if !event.isSet { throw TestFailure("the event is not set") }
        }
        #expect(found.failure == nil && found.isExhaustive, "\(found)")
      }
    }

    @Test("Two threads set it, and one waits, and wakes up for no reason")
    func setTwice() throws {
      var limits = Interleavings()
      limits.mergesEquivalent = true
      limits.spuriousWakeUps = 1
      let found = try limits.explore(
        try SharedEvent(), threads: [{ $0.set() }, { $0.set() }, { $0.wait() }]
      ) { event in
        if !event.isSet { throw TestFailure("the event is not set") }
      }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("Set and cleared, it still lets go who waited before")
    func setThenClear() throws {
      var limits = Interleavings()
      limits.mergesEquivalent = true
      let found = try limits.explore(
        try Signal(),
        threads: [
          { signal in
            signal.hasBegun.store(1)
            signal.event.wait()
          },
          { signal in
            signal.event.set()
            signal.event.clear()
            // For who came too late.
            signal.event.set()
          },
        ])
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("A wait with a timeout returns true, or its time is over")
    func timedWait() throws {
      for waiters in [1, 2] {
        var limits = Interleavings()
        limits.mergesEquivalent = true
        limits.alarms = 1
        let found = try limits.explore(
          try SharedEvent(),
          threads: [{ $0.set() }]
            + (0..<waiters).map { _ in
              { @Sendable event in
                let deadline = Deadline(after: .milliseconds(50))
                if !event.wait(timeout: .milliseconds(50)), !deadline.hasPassed {
                  throw TestFailure("it gave up too soon")
                }
              }
            })
        #expect(found.failure == nil && found.isExhaustive, "\(found)")
      }
    }
  }
}

// MARK: - Condition

extension `5-Event`.EveryInterleaving {
  @Test("A waiter misses no notification")
  func notify() throws {
    var limits = Interleavings(upTo: 2)
    limits.spuriousWakeUps = 1
    let found = try limits.explore(
      try Counter(), threads: [{ try $0.take() }, { try $0.put(1, notifying: 1) }]
    ) { try $0.check(0) }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }

  @Test(
    "Two waiters are let go by one notification of two, one each, or all",
    arguments: [[2], [1, 1], [.max]])
  func twoWaiters(notifications: [Int]) throws {
    let found = try Interleavings(upTo: 1).explore(
      try Counter(),
      threads: [
        { try $0.take() }, { try $0.take() },
        { counter in
          for count in notifications {
            try counter.put(UInt32(2 / notifications.count), notifying: count)
          }
        },
      ]
    ) { try $0.check(0) }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }

  @Test("A condition's timeout comes at any moment, and the lock is held again")
  func conditionTimeout() throws {
    var limits = Interleavings(upTo: 3)
    limits.alarms = 1
    let found = try limits.explore(
      try Counter(),
      threads: [{ try $0.take(timeout: .seconds(1)) }, { try $0.put(1, notifying: 1) }]
    ) { try $0.check(nil) }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }

  @Test("A wait for a predicate goes on when it is true")
  func waitFor() throws {
    let found = try Interleavings(upTo: 3).explore(
      try Counter(), threads: [{ try $0.takeWhenThere() }, { try $0.put(1, notifying: 1) }]
    ) { try $0.check(0) }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }
}

// MARK: - Barrier

extension `5-Event`.EveryInterleaving {
  @Test("Two parties meet in two rounds")
  func twoRounds() throws {
    let found = try Interleavings(upTo: 2).explore(
      try Parties(2), threads: (0..<2).map { number in { try $0.meet(number, rounds: 2) } }
    ) { try $0.check() }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }

  @Test("Three parties meet")
  func threeParties() throws {
    let found = try Interleavings(upTo: 1).explore(
      try Parties(3), threads: (0..<3).map { number in { try $0.meet(number, rounds: 1) } }
    ) { try $0.check() }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }

  @Test("A timeout at any moment breaks it for all, or for none")
  func barrierTimeout() throws {
    for (parties, preemptions) in [(2, 3), (3, 1)] {
      var limits = Interleavings(upTo: preemptions, short: 3 - parties)
      limits.alarms = 1
      let found = try limits.explore(
        try Parties(parties),
        threads: (0..<parties).map { number in { try $0.meetOrBreak(number) } }
      ) { try $0.checkAgreement() }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }
  }
}

#endif

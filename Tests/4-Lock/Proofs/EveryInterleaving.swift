#if Solutions && DEBUG
import Grading
import Groundwork
import Testing

// The locks, in every order that the steps of a few threads can come in. `Interleavings` tells what is
// taken for granted.
//
// Proved, for the number of threads and rounds that a test names:
// - Never are two inside, no update of what is inside is lost, and the lock is free at the end.
// - No wake-up is lost: nobody sleeps for ever, and no slice of a sleep has to make up for it.
// - The same with a timeout that comes at any moment, also just as the thread is woken, and with
//   wake-ups for no reason.
//
// Two threads once, slices, recursive lock and guarded value: in every schedule. The others: in all
// that have at most so many preemptions as `upTo` says, fewer in the short form of the proofs, or in
// every one when they are unbounded: `Proofs` tells how to choose.
//
// Not proved: more threads or rounds, more preemptions where a limit is named, more than one timeout
// in a schedule, and whether acquire and release are enough where the processor reorders. That a
// killed owner is replaced is for the tests of 4.7: here nobody dies.

extension `4-Lock` {
  @Suite struct EveryInterleaving {
    @Test("Two threads lock and unlock")
    func twoThreads() throws {
      let found = try Interleavings().explore(
        try Scene(), threads: [{ try $0.enter() }, { try $0.enter() }]
      ) { try $0.check(entries: 2) }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test(
      "Two threads lock and unlock twice, and may wake up for no reason"
    )
    func twice() throws {
      for spuriousWakeUps in [0, 1] {
        var limits = Interleavings(upTo: 2)
        limits.spuriousWakeUps = spuriousWakeUps
        let found = try limits.explore(
          try Scene(), threads: [{ try $0.enter(2) }, { try $0.enter(2) }]
        ) { try $0.check(entries: 4) }
        #expect(found.failure == nil && found.isExhaustive, "\(found)")
      }
    }

    @Test("Three threads lock and unlock")
    func threeThreads() throws {
      let found = try Interleavings(upTo: 2).explore(
        try Scene(), threads: [{ try $0.enter() }, { try $0.enter() }, { try $0.enter() }]
      ) { try $0.check(entries: 3) }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("No slice is needed: without any, nobody sleeps for ever")
    func withoutSlices() throws {
      let found = try Interleavings(upTo: 2).explore(
        try Scene(slice: nil),
        threads: [{ try $0.enter() }, { try $0.enter() }, { try $0.enter() }]
      ) { try $0.check(entries: 3) }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("A slice of a sleep may end at any moment")
    func slices() throws {
      var limits = Interleavings()
      limits.mergesEquivalent = true
      limits.alarms = 2
      let found = try limits.explore(
        try Scene(), threads: [{ try $0.enter() }, { try $0.enter() }]
      ) { try $0.check(entries: 2) }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("A timeout comes at any moment, and passes on the wake-up that it got")
    func timeout() throws {
      for (threads, preemptions) in [(2, 9), (3, 2)] {
        var limits = Interleavings(upTo: preemptions)
        limits.alarms = 1
        let found = try limits.explore(
          try Scene(slice: nil),
          threads: [{ try $0.enterInTime() }]
            + (1..<threads).map { _ in { try $0.enter() } }
        ) { try $0.check(entries: nil) }
        #expect(found.failure == nil && found.isExhaustive, "\(found)")
      }
    }

    @Test("tryLock gets in, or does no harm")
    func tryLock() throws {
      for (threads, preemptions) in [(2, 9), (3, 3)] {
        let limits = Interleavings(upTo: preemptions)
        let found = try limits.explore(
          try Scene(slice: nil),
          threads: [{ try $0.tryToEnter() }] + (1..<threads).map { _ in { try $0.enter() } }
        ) { try $0.check(entries: nil) }
        #expect(found.failure == nil && found.isExhaustive, "\(found)")
      }
    }

    @Test("A recursive lock, entered twice by two threads")
    func recursive() throws {
      var limits = Interleavings()
      limits.mergesEquivalent = true
      let found = try limits.explore(
        try Scene(), threads: [{ try $0.enterTwice() }, { try $0.enterTwice() }]
      ) { try $0.check(entries: 2) }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("A guarded value of two threads loses nothing")
    func guardedValue() throws {
      let found = try Interleavings().explore(
        try SharedMutex(0, slice: nil),
        threads: [{ try $0.withLock { $0 += 1 } }, { try $0.withLock { $0 += 1 } }]
      ) { value in
        if value.content != 2 { throw TestFailure("the value is \(value.content), not 2") }
      }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }
  }
}

// MARK: - Semaphores

extension `4-Lock`.EveryInterleaving {
  @Test("A semaphore with one permit, for three threads")
  func onePermit() throws {
    let found = try Interleavings(upTo: 2).explore(
      try Gate(permits: 1), threads: [{ try $0.pass() }, { try $0.pass() }, { try $0.pass() }]
    ) { try $0.check() }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }

  @Test("A semaphore with two permits, for three threads")
  func twoPermits() throws {
    let found = try Interleavings(upTo: 2).explore(
      try Gate(permits: 2), threads: [{ try $0.pass() }, { try $0.pass() }, { try $0.pass() }]
    ) { try $0.check() }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }

  @Test("A semaphore's timeout comes at any moment, and takes no permit and no wake-up with it")
  func semaphoreTimeout() throws {
    for (threads, preemptions) in [(2, 4), (3, 1)] {
      var limits = Interleavings(upTo: preemptions)
      limits.alarms = 1
      let found = try limits.explore(
        try Gate(permits: 1),
        threads: [{ try $0.passInTime() }] + (1..<threads).map { _ in { try $0.pass() } }
      ) { try $0.check() }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }
  }
}
#endif

import Grading
import Groundwork
import Testing

// More tests of 02-LockUnlock: who is woken, and what takeOrAnnounce does by itself.

extension `4-Lock`.`02-LockUnlock` {
  @Test("Of two that sleep, one is woken")
  func wakesOne() throws {
    let stranger = try Stranger()
    let lock = try lockWithoutSlices()
    lock.word.store(stranger.identity)
    let controls = try (0..<2).map { _ in try StepControl() }
    let waiters = try controls.map { try $0.directs { try lock.lock() } }
    for waiter in waiters { _ = try waiter.settled() }
    let before = controls.map(\.stepCount)
    let owner = try Observed {
      lock.word.store(ThreadIdentity.current.rawValue | LockWord.sleepers)
      try lock.unlock()
    }
    try owner.value(orElse: "unlock didn't return")
    for waiter in waiters { _ = try waiter.settled() }
    let woken = zip(controls, before).count { $0.stepCount > $1 }
    // The first has the lock; now the other one gets it, too.
    lock.freeByHand()
    for waiter in waiters {
      _ = try waiter.value(orElse: "the lock is free, and a thread sleeps on")
    }
    try stranger.end()
    #expect(
      woken == 1,
      """
      two threads slept, and unlock woke \(woken). One can have the lock; the others would wake up \
      only to find it taken, and one that is woken marks the word again for those that sleep on
      """)
  }

  #if DEBUG
  @Test("However long somebody has the lock, lock() does not give up")
  func patience() throws {
    let stranger = try Stranger()
    let lock = try lockWithoutSlices()
    lock.word.store(stranger.identity)
    let waiter = try observedInFastTime { try lock.lock() }
    let activity = try waiter.settled()
    let owner = lock.owner
    lock.freeByHand()
    let result = Result { try waiter.value(orElse: "the lock is free, but lock() didn't return") }
    try stranger.end()
    #expect(
      activity == .asleep && owner == stranger.identity && (try? result.get()) == .locked,
      """
      another thread had the lock, and each time for which lock() was ready to sleep went by. It \
      \(activity == .finished ? "gave up" : "is \(activity)"), and came to: \(result). Work under a lock \
      may last for days. lock() returns with the lock, and not before: only lock(timeout:) gives up
      """)
  }
  #endif

  @Test("takeOrAnnounce takes a free lock, and marks one that somebody has")
  func takeOrAnnounce() throws {
    let stranger = try Stranger()
    let lock = try lockWithoutSlices()
    let own = ThreadIdentity.current.rawValue
    #expect(try lock.takeOrAnnounce() == nil, "the lock was free: this thread should have it")
    #expect(
      lock.word.load() == own | LockWord.sleepers,
      "who had to wait keeps `sleepers` in the word, for others that may sleep")
    for value in [stranger.identity, stranger.identity | LockWord.sleepers] {
      lock.word.store(value)
      #expect(
        try lock.takeOrAnnounce() == stranger.identity | LockWord.sleepers,
        "another thread has the lock: the value to sleep on has its identity, and `sleepers`")
      #expect(
        lock.word.load() == stranger.identity | LockWord.sleepers,
        "the owner must find `sleepers` in the word, or it will wake nobody")
    }
    try stranger.end()
  }

  @Test(
    "takeOrAnnounce says nil if it took the lock, and only then, also if another is faster",
    .holds(.order))
  func fasterThanTakeOrAnnounce() throws {
    let stranger = try Stranger()
    try StepControl.parkingAtEachStep { steps, step in
      let lock = try lockWithoutSlices()
      let first = try steps.directs {
        (try lock.takeOrAnnounce() == nil, lock.owner == ThreadIdentity.current.rawValue)
      }
      _ = try steps.waitUntilParked()
      _ = lock.word.compareExchange(expected: LockWord.free, desired: stranger.identity)
      steps.resume()
      let seen = try first.value(orElse: "takeOrAnnounce didn't return")
      #expect(
        seen.0 == seen.1,
        """
        a thread was stopped before step \(step) of takeOrAnnounce (its steps: \(steps.trace)); \
        meanwhile another one took the lock, if it was free. Then the first \
        \(seen.1 ? "had" : "did not have") the lock, and takeOrAnnounce said that it \
        \(seen.0 ? "had" : "had not"). If compareExchange says that the word has changed, begin again
        """)
    }
    try stranger.end()
  }

  @Test("At no moment of an unlock that throws is the lock another one's, or free", .holds(.order))
  func leavesOthersAlone() throws {
    let stranger = try Stranger()
    try StepControl.parkingAtEachStep { steps, step in
      let lock = try lockWithoutSlices()
      lock.word.store(stranger.identity)
      let thread = try steps.directs {
        do { try lock.unlock() } catch LockError.notHeld { return true }
        return false
      }
      _ = try steps.waitUntilParked()
      let meanwhile = lock.word.load()
      lock.word.store(stranger.identity | LockWord.sleepers)
      steps.resume()
      let isTold = try thread.value(orElse: "unlock didn't return")
      #expect(
        isTold && meanwhile == stranger.identity
          && lock.word.load() == stranger.identity | LockWord.sleepers,
        """
        another thread had the lock, and unlock was stopped before step \(step) (its steps: \
        \(steps.trace)): it should throw notHeld, and change nothing, not even for a moment. Look \
        and change in one step
        """)
    }
    try stranger.end()
  }
}

import Grading
import Groundwork
import Testing

extension `4-Lock` {
  @Suite(.exercise("4.1")) struct `01-TryLock` {
    @Test("A free lock is taken, and a lock that somebody has is not")
    func freeOrNot() throws {
      var random = Seeded()
      let stranger = try Stranger()
      // The words beside the lock belong to others.
      let memory = try SharedMemory(byteCount: 64)
      let offset = 8 * Int.random(in: 1...6, using: &random)
      let lock = SharedLock(in: memory, at: offset, slice: nil)
      for place in stride(from: 0, to: 64, by: 8) { memory.store(UInt64.max, at: place) }
      let isFree = (1...20).map { $0.isMultiple(of: 2) }.shuffled(using: &random)
      for (round, isFree) in isFree.enumerated() {
        let owner: UInt64 = isFree ? 0 : stranger.identity
        lock.word.store(owner)
        let thread = try Observed { lock.tryLock() }
        let isTaken = try thread.value(orElse: "tryLock waits: it should say false at once")
        #expect(
          isTaken == (owner == 0),
          """
          round \(round): the lock was \(owner == 0 ? "free" : "another thread's"), and tryLock \
          returned \(isTaken); \(random)
          """)
      }
      let others = stride(from: 0, to: 64, by: 8).filter {
        $0 != offset && memory.load(at: $0, as: UInt64.self) != .max
      }
      #expect(others == [], "tryLock changed memory beside the lock's word; \(random)")
      try stranger.end()
    }

    @Test("The word names the thread that took the lock")
    func namesTheOwner() throws {
      // A process has more threads than one: what is kept of the first is wrong for the second.
      for number in 1...2 {
        let lock = try lockWithoutSlices()
        let thread = try Observed { (lock.tryLock(), ThreadIdentity.current.rawValue) }
        let (isTaken, identity) = try thread.value(orElse: "tryLock didn't return")
        #expect(isTaken, "the lock was free")
        #expect(
          LockWord.owner(of: lock.word.load()) == identity,
          """
          thread \(number) took a lock: its word should be the identity of the thread that took it. \
          By that, unlock knows who may give it back, and others find out whether the owner lives. \
          Ask for `ThreadIdentity.current` at each try
          """)
      }
    }

    @Test("The word changes by one step: at any moment it is 0, or names the whole owner")
    func inOneStep() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let lock = try lockWithoutSlices()
        let thread = try steps.directs { (lock.tryLock(), ThreadIdentity.current.rawValue) }
        _ = try steps.waitUntilParked()
        let meanwhile = lock.word.load()
        // If it is taken by now, another thread may fall asleep, and says so.
        let marked = meanwhile | (meanwhile == LockWord.free ? 0 : LockWord.sleepers)
        _ = lock.word.compareExchange(expected: meanwhile, desired: marked)
        steps.resume()
        let (isTaken, own) = try thread.value(orElse: "tryLock didn't return")
        let mark = marked & LockWord.sleepers
        #expect(
          isTaken && [LockWord.free, own].contains(meanwhile) && lock.word.load() == own | mark,
          """
          tryLock was stopped before step \(step) (its steps: \(steps.trace)), and the word was \
          \(meanwhile); the thread is \(own). If it has the lock by then, others may set \
          `LockWord.sleepers` at any moment: who stores the word once more wipes that out, and \
          nobody is woken. Take the lock by one compareExchange of the whole word
          """)
      }
    }

    @Test("Whoever has the lock can't take it again")
    func notAgain() throws {
      let lock = try lockWithoutSlices()
      let tries = try Observed { (lock.tryLock(), lock.tryLock()) }
        .value(orElse: "tryLock didn't return although there is nothing to wait for")
      #expect(tries.0, "the lock was free")
      #expect(
        !tries.1,
        "the thread had the lock already: only a recursive lock can be taken twice (exercise 4.9)")
    }

    @Test("Where one thread has looked, another one is faster: still only one gets the lock")
    func oneWinner() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let lock = try lockWithoutSlices()
        let first = try steps.directs { lock.tryLock() }
        _ = try steps.waitUntilParked()
        let second = try Observed { lock.tryLock() }
        _ = try second.settled()
        steps.resume()
        let both = try [first, second].map { try $0.value(orElse: "tryLock didn't return") }
        #expect(
          both.count { $0 } == 1,
          """
          one thread was stopped before step \(step) of its tryLock (its steps: \(steps.trace)); \
          meanwhile another one tried. They got \(both). Between a look and a store anything can \
          happen: look and set in one step (compareExchange).
          """)
      }
    }

    @Test("Of several processes that try at once, one gets the lock")
    func amongProcesses() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let lock = try lockWithoutSlices()
      let children = try (0..<4).map { _ in
        try TestChild(
          Trier(lock: lock, arrivals: meeting.arrivals.writer, gate: meeting.gate.reader))
      }
      for _ in children { _ = try meeting.arrival() }
      meeting.letAllGo()
      let ends = try children.map { try $0.ended(orElse: "tryLock waits in a child") }
      #expect(
        ends.count { $0 == .exited(0) } == 1 && ends.count { $0 == .exited(1) } == 3,
        "four children tried at once; 0 stands for true, 1 for false: \(ends)")
    }

    @Test("It never waits")
    func neverWaits() throws {
      let stranger = try Stranger()
      let lock = try lockWithoutSlices()
      lock.word.store(stranger.identity)
      let thread = try Observed { lock.tryLock() }
      let activity = try thread.settled()
      lock.freeByHand()
      let isTaken = try thread.value(orElse: "tryLock didn't return although the lock is free now")
      try stranger.end()
      #expect(
        activity == .finished && !isTaken,
        "another thread has the lock: tryLock should say so at once, and is \(activity)")
    }

    @Test("It does not wait for a moment either")
    func notForAMoment() throws {
      let stranger = try Stranger()
      let lock = try lockWithoutSlices()
      lock.word.store(stranger.identity)
      let sleeps = try Observed { countOwnSleeps { for _ in 0..<60 { _ = lock.tryLock() } } }
        .value(orElse: "sixty tries in vain don't come to an end: tryLock waits")
      try stranger.end()
      #expect(
        sleeps < 30,
        """
        another thread has the lock, and sixty tries made the calling thread sleep \(sleeps) times: \
        tryLock should say false at once. Waiting for a time is exercise 4.4
        """)
    }

    @Test("A try in vain leaves everything as it is")
    func leavesItAlone() throws {
      let stranger = try Stranger()
      let lock = try lockWithoutSlices()
      for sleepers in [0, LockWord.sleepers] {
        lock.word.store(stranger.identity | sleepers)
        _ = try Observed { lock.tryLock() }.value(orElse: "tryLock waits")
        #expect(
          lock.word.load() == stranger.identity | sleepers,
          """
          another thread had the lock, and tryLock changed the word: its owner could not give it \
          back any more, or nobody would be woken
          """)
      }
      try stranger.end()
    }

    @Test("At no moment of a try in vain is the word another one, and no mark gets lost")
    func leavesItAloneMeanwhile() throws {
      let stranger = try Stranger()
      try StepControl.parkingAtEachStep { steps, step in
        let lock = try lockWithoutSlices()
        lock.word.store(stranger.identity)
        let thread = try steps.directs { lock.tryLock() }
        _ = try steps.waitUntilParked()
        let meanwhile = lock.word.load()
        // Another thread is about to sleep, and says so.
        lock.word.store(stranger.identity | LockWord.sleepers)
        steps.resume()
        let isTaken = try thread.value(orElse: "tryLock waits")
        #expect(
          !isTaken && meanwhile == stranger.identity
            && lock.word.load() == stranger.identity | LockWord.sleepers,
          """
          another thread had the lock, and tryLock was stopped before step \(step) (its steps: \
          \(steps.trace)): did the word name another owner for a moment, or did a mark that was \
          set meanwhile get lost? To exchange first, and put back what was there, is two steps: in \
          between the owner could not give the lock back
          """)
      }
      try stranger.end()
    }
  }
}

/// A child that comes, waits at the gate, tries, and exits with 0 if it got the lock.
struct Trier: ProcessTarget {
  let lock: SharedLock
  let arrivals: Descriptor
  let gate: Descriptor

  func run() throws {
    try arrivals.writeLine(Arrival(number: 0).line)
    try gate.waitAtGate()
    exit(lock.tryLock() ? 0 : 1)
  }
}

import Grading
import Groundwork
import Testing

// More tests of 06-Semaphore: numbers and times at the edges, and errors that are easily lost.

extension `4-Lock`.`06-Semaphore` {
  @Test(
    "If its own release fails, withPermit says so; but the body's error comes first",
    .holds(.failure))
  func withPermitFails() throws {
    var random = Seeded()
    let number = Int.random(in: 1...1_000_000, using: &random)
    let semaphore = try SharedSemaphore(permits: 1, isBounded: true, slice: nil)
    #expect(
      throws: LockError.tooManyReleases(limit: 1),
      """
      the body released a permit that was not its own, so that all were there when withPermit gave \
      back its own. What `release` throws should come out: somebody counts wrongly, and must learn it
      """
    ) { try semaphore.withPermit { try semaphore.release() } }
    #expect(semaphore.permits == 1, "the one permit is there, released by the body")
    #expect(
      throws: Trouble(number: number),
      "the body threw, and then the release failed: the body's error says what went wrong; \(random)"
    ) {
      try semaphore.withPermit {
        try semaphore.release()
        throw Trouble(number: number)
      }
    }
    #expect(semaphore.permits == 1, "the one permit is there, released by the body")
  }

  @Test(
    "A body may throw a LockError of its own: its permit is given back all the same",
    .holds(.failure))
  func bodyThrowsLockError() throws {
    for error in bodysLockErrors {
      let semaphore = try SharedSemaphore(permits: 1, isBounded: true, slice: nil)
      #expect(throws: error, "the body's error should come out") {
        try semaphore.withPermit { () throws -> Void in throw error }
      }
      #expect(semaphore.permits == 1, "the body threw LockError.\(error), and the permit is lost")
    }
  }

  @Test("A bounded semaphore without a permit never has one", .holds(.extremes))
  func boundedByNothing() throws {
    let semaphore = try SharedSemaphore(permits: 0, isBounded: true, slice: nil)
    #expect(
      throws: LockError.tooManyReleases(limit: 0),
      "it began with no permit, and is bounded: 0 is a limit as any other"
    ) { try semaphore.release() }
    #expect(semaphore.permits == 0, "release threw, and added a permit all the same")
  }

  @Test(
    "With as many permits as there can be, none is added, and one can be taken", .holds(.extremes))
  func mostPermits() throws {
    let most = Int(Int32.max)
    let semaphore = try SharedSemaphore(permits: most, slice: nil)
    #expect(
      throws: LockError.tooManyReleases(limit: most),
      "there are \(most) permits: with one more, the word would say that somebody sleeps"
    ) { try semaphore.release() }
    #expect(semaphore.word.load() == UInt32(most), "release threw, and changed the word")
    #expect(semaphore.tryAcquire(), "there are \(most) permits: one of them can be had")
    try semaphore.release()
    #expect(semaphore.permits == most, "one permit was taken, and given back")
  }

  @Test(
    "It doesn't give up too soon",
    .holds("A timeout that is cut down to whole milliseconds is over too soon, or at once."))
  func notTooSoon() throws {
    let semaphore = try SharedSemaphore(permits: 0, slice: nil)
    let early = try Observed {
      try endedTooSoon { timeout in
        if semaphore.acquire(timeout: timeout) { throw TestFailure("there was no permit") }
      }
    }
    .value(orElse: "short times are over, and acquire(timeout:) goes on waiting")
    #expect(
      early == [],
      """
      with these timeouts acquire(timeout:) gave up before the time was over: \(early). A part of a \
      millisecond counts, too: use Deadline, which knows
      """)
  }

  #if DEBUG
  @Test(
    "However often it is woken for nothing, it waits until its deadline, and no longer",
    .holds(.signals))
  func neitherLongerNorShorter() throws {
    let semaphore = try SharedSemaphore(permits: 0, slice: nil)
    for (timeout, step) in SleepsInVain.timeouts {
      let sleeps = try sleepsInVain(
        lasting: step, orElse: "the time is up, and acquire(timeout:) goes on waiting"
      ) {
        if semaphore.acquire(timeout: timeout) { throw TestFailure("there was no permit") }
      }
      #expect(
        sleeps.problem(timeout) == nil,
        "with a timeout of \(timeout) \(sleeps.problem(timeout) ?? ""). It \(sleeps)")
    }
  }

  @Test(
    "However long there is no permit, acquire() does not give up, and withPermit does not either",
    .holds(.extremes))
  func patience() throws {
    for name in ["acquire()", "withPermit"] {
      let semaphore = try SharedSemaphore(permits: 0, slice: nil)
      let waiter = try observedInFastTime {
        if name == "acquire()" { semaphore.acquire() } else { try semaphore.withPermit {} }
      }
      let activity = try waiter.settled()
      try semaphore.release()
      try waiter.value(orElse: "a permit was released, but the thread sleeps on")
      #expect(
        activity == .asleep,
        """
        there was no permit, and each time for which \(name) was ready to sleep went by. It \
        \(activity == .finished ? "went on without a permit" : "is \(activity)"): only \
        acquire(timeout:) gives up
        """)
    }
  }

  @Test("What it says is what it did, also when a permit comes in its last moment", .holds(.order))
  func lastMoment() throws {
    try StepControl.parkingAtEachStep { steps, step in
      let semaphore = try SharedSemaphore(permits: 0, slice: nil)
      let timeout = Duration.milliseconds(20)
      let waiter = try steps.directs { semaphore.acquire(timeout: timeout) }
      _ = try steps.waitUntilParked()
      try waitUntilPassed(Deadline(after: timeout))
      try semaphore.release()
      steps.resume()
      let isAcquired = try waiter.value(
        orElse: "the time is up, and acquire(timeout:) goes on waiting")
      let permits = semaphore.permits
      #expect(
        permits == (isAcquired ? 0 : 1),
        """
        a thread was stopped before step \(step) of its acquire(timeout:) (its steps: \(steps.trace)) until \
        its time was up. Then a permit was released. It returned \(isAcquired), and \(permits) permits are \
        left. Whoever takes the permit must say so, or nobody will give it back
        """)
    }
  }

  @Test("No wake-up is lost, if a permit comes, and another thread takes it", .holds(.order))
  func takenByAnother() throws {
    try StepControl.parkingAtEachStep { steps, step in
      let semaphore = try SharedSemaphore(permits: 0, slice: nil)
      let waiter = try steps.directs { semaphore.acquire() }
      _ = try waiter.settled()
      try semaphore.release()
      let isTaken = semaphore.tryAcquire()
      // Some steps come only after it was woken, once or twice: so it may be stopped here, or later.
      _ = try waiter.settled()
      steps.resume()
      _ = try waiter.settled()
      if isTaken { try semaphore.release() }
      _ = try waiter.settled()
      steps.resume()
      try waiter.value(
        orElse: """
          a thread was on its way to sleep, stopped before step \(step) (its steps: \(steps.trace)), when a \
          permit was released, and another thread took it. Then one more was released, and the first \
          thread sleeps on. It must sleep only while the word is what it set, with the mark: what is there \
          by then may look the same, without it
          """)
    }
  }

  @Test("release wakes all there can be, however many", .holds(.extremes))
  func wakesAllThereAre() throws {
    let semaphore = try SharedSemaphore(permits: 0, slice: nil)
    semaphore.word.store(SharedSemaphore.sleepers)
    let wakes = try wakeCounts { try semaphore.release() }
    let wakesLater = try wakeCounts { try semaphore.release() }
    #expect(
      !wakes.isEmpty && wakes.allSatisfy { $0 >= mostThreads },
      """
      release woke \(wakes) at the most, and the word says that nobody sleeps: whoever is left over \
      sleeps on beside later permits
      """)
    #expect(
      wakesLater.isEmpty && semaphore.word.load() == 2,
      """
      all were woken, so nobody sleeps now. The next release woke once more, or the word is not 2 \
      permits, and no mark: it is \(semaphore.word.load()). The step that adds a permit takes the mark away
      """)
  }

  @Test(
    "At no moment of a release that is refused, or of a try in vain, has the number changed",
    .holds(.order))
  func changesNothing() throws {
    for permits in [0, 1] {
      try StepControl.parkingAtEachStep { steps, step in
        let semaphore = try SharedSemaphore(permits: permits, isBounded: true, slice: nil)
        let thread = try steps.directs {
          if permits == 0 { return !semaphore.tryAcquire() }
          do { try semaphore.release() } catch LockError.tooManyReleases { return true }
          return false
        }
        _ = try steps.waitUntilParked()
        let meanwhile = semaphore.permits
        steps.resume()
        let isRefused = try thread.value(orElse: "the call didn't return")
        #expect(
          isRefused && meanwhile == permits && semaphore.permits == permits,
          """
          there were \(permits) of \(permits) permits, and \
          \(permits == 0 ? "tryAcquire" : "release") was stopped before step \(step) (its steps: \
          \(steps.trace)): there were \(meanwhile) then. Look and change in one step, and not at \
          all if it makes no sense: others see what is put right a moment later
          """)
      }
    }
  }

  @Test("While nobody sleeps, neither acquire nor release makes a system call")
  func noCalls() throws {
    let semaphore = try SharedSemaphore(permits: 1, slice: nil)
    let steps = try StepControl()
    let thread = try steps.directs {
      semaphore.acquire()
      try semaphore.release()
      try semaphore.release()
    }
    try thread.value(orElse: "there was a permit, and the thread doesn't get through")
    let calls = steps.trace.filter { [.wait, .wake].contains($0.kind) }
    #expect(
      calls == [],
      """
      a thread acquired a permit, and released two, while nobody else was there. It made these \
      system calls: \(calls) (its steps: \(steps.trace)). Wake only if bit 31 was in the value that \
      the release replaced
      """)
  }
  #endif

  @Test(
    "A month, a hundred years and the longest time there is are as good as for ever",
    .holds(.extremes))
  func longTimes() throws {
    for timeout in longTimeouts {
      let semaphore = try SharedSemaphore(permits: 0, slice: nil)
      let waiter = try Observed { semaphore.acquire(timeout: timeout) }
      let activity = try waiter.settled()
      try semaphore.release()
      let isAcquired = try waiter.value(orElse: "a permit was released, but the thread sleeps on")
      #expect(
        activity == .asleep && isAcquired,
        "with a timeout of \(timeout) it should wait for a permit, and is \(activity)")
    }
  }

  @Test("tryAcquire does not wait for a moment either")
  func notForAMoment() throws {
    let semaphore = try SharedSemaphore(permits: 0, slice: nil)
    let sleeps = try Observed { countOwnSleeps { for _ in 0..<60 { _ = semaphore.tryAcquire() } } }
      .value(orElse: "sixty tries in vain don't come to an end: tryAcquire waits")
    #expect(
      sleeps < 30,
      "there is no permit, and sixty tries slept \(sleeps) times: tryAcquire should say no at once")
  }
}

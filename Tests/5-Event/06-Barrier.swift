import Grading
import Groundwork
import Synchronization
import Testing

extension `5-Event` {
  @Suite(.exercise("5.6")) struct `06-Barrier` {
    @Test(
      "Nobody passes before all have come, and then all do, each with another index",
      arguments: [false, true])
    func together(isAtTheEnd: Bool) throws {
      var random = Seeded()
      let parties = Int.random(in: 2...5, using: &random)
      let barrier = try SharedBarrier.random(
        parties: parties, isAtTheEnd: isAtTheEnd, using: &random)
      let timeout: Duration? = isAtTheEnd ? .seconds(Int.max) : nil
      let (waits, areAsleep) = try barrier.waiting(parties - 1, timeout: timeout)
      let wakeUps = try countWakeUps(of: waits[0])
      let early = waits.count(where: \.hasFinished)
      let last = try Observed { try barrier.pass() }
      let problem = "all \(parties) parties have come, and one of them still waits; \(random)"
      let passages = try (waits + [last]).map { try $0.value(orElse: problem) }
      #expect(
        early == 0, "\(early) of \(parties) parties passed before the last one had come; \(random)")
      #expect(
        areAsleep || early > 0,
        "who waits should sleep, and use no processor, until the last one comes; \(random)")
      #expect(
        wakeUps <= 15,
        """
        one who waits woke up \(wakeUps) times in about a quarter of a second while nobody came: it \
        polls. Sleep by `waitForASlice(while:until:)`; \(random)
        """)
      #expect(
        passages.sorted() == (0..<parties).map { .passed($0) },
        "\(parties) parties should get one index each, from 0 on, and got \(passages); \(random)")
    }

    @Test("Who meets nobody else passes at once, again and again")
    func alone() throws {
      var random = Seeded()
      let barrier = try SharedBarrier.random(parties: 1, using: &random)
      let wait = try Observed { try (0..<5).map { _ in try barrier.pass() } }
      let passages = try wait.value(orElse: "a barrier of one party keeps it waiting; \(random)")
      #expect(
        passages == [Passage](repeating: .passed(0), count: 5),
        "the only party should pass five times, with the index 0; \(random)")
    }

    @Test("Four processes meet a thousand times")
    func thousandRounds() throws {
      var random = Seeded()
      let rounds = 1_000
      let barrier = try SharedBarrier.random(parties: 4, using: &random)
      let progress = try SharedMemory(byteCount: 4 * 4)
      let indices = try SharedMemory(byteCount: rounds * 4 * 4)
      let children = try (0..<4).map {
        try TestChild(
          Party(
            barrier: barrier, number: $0, rounds: rounds, progress: progress, indices: indices))
      }
      for child in children {
        let end = try child.ended(orElse: "a party waits, though all go on coming; \(random)")
        let meaning =
          switch end {
          case .exited(Party.gotTakenIndex): "it got an index that another one had in that round"
          case .exited(Party.wasAlone): "it passed before all had come to that round"
          case .exited(Party.foundItBroken): "nobody broke the barrier, and wait threw"
          default: "it ended with \(end)"
          }
        #expect(end == .exited(0), "\(meaning); \(random)")
      }
    }

    @Test("Who is slow to wake up passes, though the others are in the next round already")
    func overtaken() throws {
      var random = Seeded()
      let barrier = try SharedBarrier.random(parties: 2, using: &random)
      let (slow, steps, step) = try barrier.parked(random)
      let fast = try Observed { try (0..<2).map { _ in try barrier.pass() } }
      // The fast one is in the second round now, and has taken a place there.
      let activity = try fast.settled()
      let (arrivals, early) = (barrier.arrivals, slow.hasFinished)
      steps.resume()
      let passage = try slow.value(
        orElse: """
          all came to the round, one of them was slow, and waits for it still: it goes by who is \
          there now, and these have come to the next round. Go by the round itself; \(random)
          """)
      let second = try fast.settled()
      let last = try barrier.pass()
      let passages = try fast.value(orElse: "both have come, and one waits; \(random)")
      #expect(step != nil && !early, "the first of two parties should wait; \(random)")
      #expect(
        activity == .asleep && arrivals == 1 && second == .asleep,
        "who passed should wait in the next round, until the other one comes there too; \(random)")
      #expect(
        [[passage, passages[0]], [last, passages[1]]].allSatisfy {
          $0.sorted() == [.passed(0), .passed(1)]
        },
        "in each round one party should get 0 and one 1: \(passage), \(last), \(passages); \(random)"
      )
    }

    @Test("Who is woken for no reason sleeps on", .holds(.signals))
    func wokenForNoReason() throws {
      var random = Seeded()
      let barrier = try SharedBarrier.random(parties: 2, using: &random)
      let steps = try StepControl()
      steps.fail(.before(.wait), times: Int.random(in: 100...200, using: &random))
      let wait = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return try barrier.pass()
      }
      var activity = try wait.settled()
      for _ in 0..<3 where activity == .asleep {
        barrier.state.lowerHalf.wake()
        activity = try wait.settled()
      }
      let last = try barrier.pass(timeout: .seconds(600))
      let first = try wait.value(orElse: "both have come, and one still waits; \(random)")
      #expect(activity == .asleep, "only one of two parties has come; \(random)")
      #expect(
        [first, last].sorted() == [.passed(0), .passed(1)],
        "both have come, and got \(first) and \(last); \(random)")
    }
  }
}

// MARK: - Timeouts

extension `5-Event`.`06-Barrier` {
  @Test("One whose time is over breaks the barrier for all")
  func timeout() throws {
    var random = Seeded()
    // Less than a slice, else one that begins again after each slice never comes back.
    let milliseconds = Int.random(in: 0...90, using: &random)
    let barrier = try SharedBarrier.random(parties: 4, using: &random)
    let (waits, _) = try barrier.waiting(2, timeout: .seconds(600))
    // On this thread, which lives on: for a dead one the others would break it themselves.
    let passage = try barrier.pass(timeout: .milliseconds(milliseconds))
    let others = try waits.map {
      try $0.value(
        orElse: """
          the time of one party was over, so it left, and the others wait for ever: without it they \
          can't be complete. It must break the barrier; \(random)
          """)
    }
    let late = try Observed { try barrier.pass() }
    let after = try late.value(orElse: "the barrier is broken, and a party waits at it; \(random)")
    #expect(passage == .broken, "after \(milliseconds) ms, 3 of 4 had come; \(random)")
    #expect(
      others == [.broken, .broken], "all who wait should get the error, not \(others); \(random)")
    #expect(barrier.isBroken, "after a timeout the barrier should be broken; \(random)")
    #expect(after == .broken, "who comes to a broken barrier should get the error; \(random)")
  }

  @Test("The last one to come passes, even if it has no time")
  func lastWithoutTime() throws {
    var random = Seeded()
    let seconds = Int.random(in: -10...0, using: &random)
    let barrier = try SharedBarrier.random(parties: 3, using: &random)
    let (waits, _) = try barrier.waiting(2)
    let last = try Observed { try barrier.pass(timeout: .seconds(seconds)) }
    let problem = "all three parties have come, and one still waits; \(random)"
    let passages = try (waits + [last]).map { try $0.value(orElse: problem) }
    #expect(
      passages.sorted() == (0..<3).map { .passed($0) },
      """
      the last of three came with a timeout of \(seconds) s, and they got \(passages): it had \
      nobody to wait for; \(random)
      """)
    #expect(!barrier.isBroken, "all have come: nobody's time is over; \(random)")
  }

  @Test(
    "The timeout is for the whole call, however often the sleep is interrupted", .holds(.signals))
  func totalTime() throws {
    var random = Seeded()
    let barrier = try SharedBarrier.random(parties: 2, using: &random)
    let steps = try StepControl()
    // So long that nobody is held up as long between two sleeps.
    let timeout = Duration.milliseconds(300)
    let end = Deadline(after: timeout)
    // From now on, every sleep is over at once, for no reason.
    steps.fail(.before(.wait), times: .max)
    let wait = try Observed {
      steps.install()
      defer { steps.uninstall() }
      return (try barrier.pass(timeout: timeout), isInTime: end.hasPassed)
    }
    let isLate = goesOn(wait, after: timeout, steps)
    if isLate { barrier.breakNow() }
    let (passage, isInTime) = try wait.value(
      orElse: "wait doesn't return, though its time is over; \(random)")
    #expect(isInTime, "its sleeps ended at once, and it left before its time was over; \(random)")
    #expect(
      !isLate && passage == .broken,
      "each sleep begins with the whole timeout: make one Deadline at the start; \(random)")
  }

  @Test(
    "No sleep is longer than the time that is left",
    .holds("A wait that lasts longer than it was told to makes all late who count on it."))
  func lastSleep() throws {
    var random = Seeded()
    let barriers = try (0..<3).map { _ in try SharedBarrier.random(parties: 2, using: &random) }
    let next = Mutex(0)
    let excess = try sleepBeyondTheTime { timeout in
      let index = next.withLock { index in
        defer { index += 1 }
        return index
      }
      return try barriers[index].pass(timeout: timeout)
    }
    #expect(
      excess == nil,
      "of a timeout of 60 ms it sleeps on for \(excess ?? "") more: sleep for what is left; \(random)"
    )
  }

  @Test("If the last one comes while another one gives up, all pass", .holds(.order))
  func completedMeanwhile() throws {
    var random = Seeded()
    let barrier = try SharedBarrier.random(parties: 2, using: &random)
    let steps = try StepControl()
    // It has come, has no time, and is about to break the round.
    steps.park(.before(.compareExchange, at: barrier.state.offset))
    let late = try Observed {
      steps.install()
      defer { steps.uninstall() }
      return try barrier.pass(timeout: .zero)
    }
    let step = try steps.parked(orElse: "who has no time should break the round", random)
    let last = try Observed { try barrier.pass(timeout: .seconds(600)) }
    _ = try last.settled()
    steps.resume()
    let problem = "both have come, and one of them still waits; \(random)"
    let passages = try [late, last].map { try $0.value(orElse: problem) }
    #expect(step != nil, "one of two parties has come, and its time is over; \(random)")
    #expect(
      passages.sorted() == [.passed(0), .passed(1)],
      """
      the time of one party was over, but before it could break the round, the last one came and \
      completed it. They got \(passages): `end` changes nothing then, so look afterwards how the round \
      ended; \(random)
      """)
    #expect(!barrier.isBroken, "the round was completed; \(random)")
  }

  @Test(
    "Who was complete in time passes, even if the next round is broken before it looks",
    .holds(.order))
  func brokenSince() throws {
    var random = Seeded()
    let barrier = try SharedBarrier.random(parties: 2, using: &random)
    let (slow, steps, step) = try barrier.parked(random)
    let fast = try Observed { try barrier.pass() }
    _ = try fast.settled()
    barrier.breakNow()
    steps.resume()
    let problem = "both have come, and one of them still waits; \(random)"
    let passages = try [slow, fast].map { try $0.value(orElse: problem) }
    #expect(step != nil, "the first of two parties should wait; \(random)")
    #expect(
      passages.sorted() == [.passed(0), .passed(1)],
      """
      both came to the round, then the next one was broken, and they got \(passages): what counts is \
      how their round ended, not whether the barrier is broken now; \(random)
      """)
  }
}

// Those of a reset and of the dead are in Helpers/Resets.swift and Helpers/DeadParties.swift.

import Grading
import Groundwork
import Testing

extension `6-Queue` {
  @Suite(.exercise("6.2")) struct `02-TimedPutGet` {
    @Test("Nothing is there: empty is thrown, at once or after the timeout")
    func empty() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 3)
      for milliseconds in Self.times {
        let get = try Observed { try queue.get(timeout: .milliseconds(milliseconds)) }
        do {
          let item = try get.value(orElse: "\(milliseconds) ms are over, and get goes on waiting")
          Issue.record("nobody put anything within \(milliseconds) ms, and get returned \(item)")
        } catch QueueError.empty {
          // As it should be.
        }
      }
      #expect(queue.numbers == .init(put: 0, taken: 0), "who gives up takes nothing")
    }

    @Test("No room is there: full is thrown, at once or after the timeout")
    func full() throws {
      var random = Seeded()
      let capacity = Int.random(in: 1...4, using: &random)
      let queue = try SharedQueue<Int>.withoutSlices(capacity: capacity)
      for number in 0..<capacity { try queue.put(number) }
      for milliseconds in Self.times {
        let put = try Observed { try queue.put(-1, timeout: .milliseconds(milliseconds)) }
        do {
          try put.value(orElse: "\(milliseconds) ms are over, and put goes on waiting")
          Issue.record("nobody got anything within \(milliseconds) ms, and put returned; \(random)")
        } catch QueueError.full {
          // As it should be.
        }
      }
      try queue.require(capacity, "put threw .full, so nothing was put; \(random)")
    }

    @Test("What can be done at once needs no time", arguments: [-1_000, 0, 600_000])
    func atOnce(milliseconds: Int) throws {
      var random = Seeded()
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      let timeout = Duration.milliseconds(milliseconds)
      for _ in 0..<3 {
        let number = Int.random(in: 1...1_000_000, using: &random)
        let both = try Observed {
          try queue.put(number, timeout: timeout)
          return try queue.get(timeout: timeout)
        }
        let got = try both.value(orElse: "there was room, and then an item, and it waits")
        #expect(got == number, "the item that was put a moment ago; \(random)")
        try queue.require(0, "one item was put, and got; \(random)")
      }
    }

    @Test("An item that can't be encoded throws that, also with a timeout")
    func notEncodable() throws {
      let queue = try SharedQueue<Stubborn>.withoutSlices(capacity: 1)
      #expect(throws: Stubborn.Trouble.encoding(5), "put should say why nothing was put") {
        try queue.put(Stubborn(number: 5, cantBeEncoded: true), timeout: .zero)
      }
      try queue.require(0, "put threw")
    }

    @Test("Who waits sleeps, and takes the item that comes")
    func itemComes() throws {
      var random = Seeded()
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 3)
      let number = Int.random(in: 1...1_000_000, using: &random)
      let get = try Observed { try queue.get(timeout: .seconds(600)) }
      let activity = try get.settled()
      let wakeUps = try countSleeps(of: get, in: 30)
      try Observed { try queue.addAnyway(number) }.value(
        orElse: "get sleeps, and has the lock: nobody can put anything. Give it back before")
      queue.items.ringAnyway()
      let got = try get.value(orElse: "an item came in time, the bell was rung, and get waits on")
      #expect(got == number, "the item that came; \(random)")
      #expect(activity == .asleep, "there is nothing to get: it should sleep, and is \(activity)")
      #expect(
        wakeUps < 8,
        "get woke up \(wakeUps) times in 300 ms while nothing came: it polls. Sleep on the bell")
    }

    @Test("Who waits sleeps, and uses the room that comes")
    func roomComes() throws {
      var random = Seeded()
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      try queue.put(1)
      let number = Int.random(in: 2...1_000_000, using: &random)
      let put = try Observed { try queue.put(number, timeout: .seconds(600)) }
      let activity = try put.settled()
      let wakeUps = try countSleeps(of: put, in: 30)
      _ = try queue.takeAnyway()
      queue.room.ringAnyway()
      try put.value(orElse: "there is room in time, the bell was rung, and put waits on")
      #expect(
        try queue.takeAnyway() == number, "the item that was put when there was room; \(random)")
      #expect(activity == .asleep, "there is no room: it should sleep, and is \(activity)")
      #expect(wakeUps < 8, "put woke up \(wakeUps) times in 300 ms while nothing changed")
    }

    @Test("No item is missed, whenever it comes")
    func notMissed() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let queue = try SharedQueue<Int>.withoutSlices(capacity: 3)
        let get = try steps.directs { try queue.get(timeout: .seconds(600)) }
        // It is stopped, or sleeps, because the step comes only after it was woken.
        _ = try get.settled()
        let other = try Observed {
          try queue.addAnyway(7)
          if queue.items.mayBeHeard { queue.items.ringAnyway() }
        }
        // It waits if the thread was stopped while it had the lock.
        let activity = try other.settled()
        if steps.stepCount <= step, activity != .finished {
          throw TestFailure(
            "get sleeps, and has the lock: nobody can put anything. Give it back before you sleep")
        }
        _ = try? steps.waitUntilParked(until: Deadline(after: .seconds(2)))
        steps.resume()
        try other.value(orElse: "get has the lock all the time: nobody can put anything")
        let got = try get.value(
          orElse: """
            get was stopped before step \(step) (its steps: \(steps.trace)) while an item was put. \
            It sleeps on, though the bell was rung if somebody had announced to listen. Look and \
            announce while holding the lock, in one go
            """)
        #expect(got == 7, "the item that was put; stopped before step \(step)")
      }
    }

    @Test("It looks once more after the deadline", .holds(.order))
    func lastLook() throws {
      let steps = try StepControl()
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 3)
      let timeout = Duration.milliseconds(30)
      steps.park(.before(.wait))
      let get = try steps.directs { try queue.get(timeout: timeout) }
      let step = try steps.waitUntilParked()
      try waitUntilPassed(Deadline(after: timeout))
      try queue.addAnyway(7)
      steps.resume()
      let got = try? get.value(orElse: "the time is over, and get goes on waiting")
      #expect(step != nil, "get should sleep: there was time left, and no item")
      #expect(
        got == 7,
        "an item came in get's last moment, and it says that there is none: look after each sleep")
    }

    @Test("Woken again and again for no reason, it still gives up in time", .holds(.order))
    func oneDeadline() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      let steps = try StepControl()
      steps.fail(.before(.wait), times: .max)
      let get = try steps.directs { try queue.get(timeout: .milliseconds(30)) }
      #expect(throws: QueueError.empty, "nobody put anything") {
        try get.value(
          orElse: """
            the sleep ended again and again, as it may for no reason, and the time was never up: \
            use the one deadline for all sleeps
            """)
      }
    }

    @Test("Woken for no reason, it sleeps on")
    func wokenForNoReason() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      let get = try Observed { try queue.get(timeout: .seconds(600)) }
      var activity = try get.settled()
      for _ in 0..<3 where activity == .asleep {
        queue.items.ringAnyway()
        activity = try get.settled()
      }
      queue.closeAnyway()
      #expect(activity == .asleep, "the bell rang, and there was no item: it should sleep on")
      #expect(throws: QueueError.closed, "nobody put anything, and then the queue was closed") {
        try get.value(orElse: "the queue was closed, the bell was rung, and get waits on")
      }
    }

    @Test("It doesn't give up too soon", .holds(.extremes))
    func notTooSoon() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      let full = try SharedQueue<Int>.withoutSlices(capacity: 1)
      try full.put(1)
      let early = try Observed {
        try endedTooSoon { timeout in
          do { _ = try queue.get(timeout: timeout) } catch QueueError.empty { return }
        }
          + endedTooSoon { timeout in
            do { try full.put(2, timeout: timeout) } catch QueueError.full { return }
          }
      }
      .value(orElse: "short times are over, and get or put goes on waiting")
      #expect(
        early == [],
        """
        with these timeouts get or put gave up before the time was over: \(early). A part of a \
        millisecond counts, too: use Deadline, which knows
        """)
    }

    @Test(
      "A month, a hundred years and the longest time there is are as good as for ever",
      .holds(.extremes))
    func longTimes() throws {
      for timeout in longTimeouts {
        let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
        let get = try Observed { try queue.get(timeout: timeout) }
        let activity = try get.settled()
        try queue.addAnyway(7)
        queue.items.ringAnyway()
        let got = try get.value(orElse: "an item came in time, the bell was rung, and get waits on")
        #expect(
          activity == .asleep && got == 7,
          "with a timeout of \(timeout) get should wait, and is \(activity)")
        let full = try SharedQueue<Int>.withoutSlices(capacity: 1)
        try full.put(1)
        let put = try Observed { try full.put(8, timeout: timeout) }
        let putActivity = try put.settled()
        _ = try full.takeAnyway()
        full.room.ringAnyway()
        try put.value(orElse: "there is room in time, the bell was rung, and put waits on")
        #expect(
          putActivity == .asleep,
          "with a timeout of \(timeout) put should wait, and is \(putActivity)")
      }
    }

    @Test("What works at the first try is done, also when there is no time at all")
    func doneWithoutTime() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      for seconds in [-1, 0, 600] {
        let wait = try Observed {
          try queue.wait(for: queue.items, until: Deadline(after: .seconds(seconds))) { true }
        }
        #expect(
          try wait.value(orElse: "the try was done, and wait(for:until:_:) waits"),
          """
          the try said that it was done, with \(seconds) seconds of time, and wait(for:until:_:) said \
          that it was not: what was done is lost then. Look at the time after that
          """)
      }
    }

    @Test("Who has the queue's lock already is told so, and waits for nothing", .holds(.failure))
    func lockIsHeld() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      let wait = try Observed {
        try queue.lock.withLock {
          try queue.wait(for: queue.items, until: Deadline(after: .milliseconds(20))) { false }
        }
      }
      #expect(
        throws: LockError.alreadyHeld,
        "the thread has the lock, so that `lock.withLock` throws: what it throws should come out"
      ) {
        _ = try wait.value(
          orElse: "the thread has the lock, and waits: nobody else can ever put an item")
      }
    }

    /// Short timeouts, in milliseconds.
    static let times = [-1_000, 0, 1, 40]
  }
}

#if DEBUG
extension `6-Queue`.`02-TimedPutGet` {
  @Test(
    "However often it is woken for nothing, it waits until its deadline, and no longer",
    .holds(.order))
  func neitherLongerNorShorter() throws {
    let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
    for (timeout, step) in SleepsInVain.timeouts {
      let sleeps = try sleepsInVain(
        lasting: step, orElse: "the time is over, and get goes on waiting"
      ) {
        do { _ = try queue.get(timeout: timeout) } catch QueueError.empty { return }
      }
      #expect(
        sleeps.problem(timeout) == nil,
        "with a timeout of \(timeout) \(sleeps.problem(timeout) ?? ""). It \(sleeps)")
    }
  }
}
#endif

extension SharedQueue<Int> {
  /// Takes the first item, and tells nobody: so that exercise 6.3 is not needed, also not by one who
  /// announces that it listens before it looks.
  func takeAnyway() throws -> Int? {
    try lock.withLock { try storage.takeFirst() }?.decoded(as: Int.self)
  }

  /// Adds an item, and tells nobody.
  func addAnyway(_ item: Int) throws {
    try WireEncoder().withEncodedBytes(of: item) { bytes in
      _ = try lock.withLock { storage.append(bytes, capacity: capacity) }
    }
  }
}

import Grading
import Groundwork
import Testing

extension `6-Queue` {
  @Suite(.exercise("6.6")) struct `06-CloseSentinel` {
    @Test("Once it is closed, every process sees that, whatever is in the queue")
    func isClosed() throws {
      var random = Seeded()
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      #expect(!queue.isClosed, "nobody has closed it")
      let count = Int.random(in: 1...3, using: &random)
      for number in 0..<count { try queue.put(number) }
      #expect(!queue.isClosed, "there are \(count) items, and nobody has closed it; \(random)")
      let end = try TestChild(Closer(queue: queue)).ended(orElse: "close doesn't return")
      #expect(end == .exited(0), "a child closes the queue")
      #expect(queue.isClosed, "a child has closed it: that belongs into the shared memory")
      try queue.require(count, "close takes nothing away; \(random)")
    }

    @Test("After close nothing can be put")
    func put() throws {
      // With and without room.
      for count in 0...3 {
        let queue = try SharedQueue<Int>.withoutSlices(capacity: 3)
        for number in 0..<count { try queue.put(number) }
        try queue.close()
        #expect(throws: QueueError.closed, "there are \(count) of 3 items") { try queue.put(9) }
        #expect(throws: QueueError.closed, "closed comes before full: \(count) of 3 items") {
          try queue.put(9, timeout: .zero)
        }
        try queue.require(count, "nothing can be put, and nothing was taken")
      }
    }

    @Test("What was put before can be got, and then get says that the queue is closed")
    func rest() throws {
      var random = Seeded()
      let queue = try SharedQueue<String>.withoutSlices(capacity: 9)
      let words = randomWords(.random(in: 1...9, using: &random), using: &random)
      for word in words { try queue.put(word) }
      try queue.close()
      try queue.require(words.count, "close leaves what is there; \(random)")
      let got = try words.map { _ in try queue.get() }
      #expect(got == words, "closed means: no more is put. What is there can be got; \(random)")
      #expect(throws: QueueError.closed, "not empty: there will never be an item") {
        try queue.get(timeout: .zero)
      }
      let get = try Observed { try queue.get() }
      #expect(throws: QueueError.closed, "nothing is left, and nothing can come") {
        _ = try get.value(orElse: "get waits for an item that can't come: the queue is closed")
      }
    }

    @Test("All four consumers that wait go on when the queue is closed")
    func fourConsumers() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      let ends = try SharedQueue<Waiter.End>(capacity: 9)
      let controls = try (0..<4).map { _ in try StepControl() }
      let children = try controls.map { steps in
        steps.park(.before(.wait))
        return try TestChild(Waiter(queue: queue, work: .get, ends: ends, steps: steps))
      }
      for steps in controls {
        let step = try steps.waitUntilParked()
        #expect(step != nil, "a child did not wait, though the queue is empty")
        steps.resume()
      }
      try queue.close()
      for child in children {
        try child.ended(
          orElse: "the queue is closed, and a consumer sleeps on: ring, so that all look again")
      }
      try ends.require(4, "four consumers waited")
      let found = try (0..<4).map { _ in try ends.get() }
      #expect(found == Array(repeating: .closed, count: 4), "each get should throw closed")
    }

    @Test("All who wait for room go on, too, and nothing of theirs was put")
    func fourProducers() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      try queue.put(7)
      let puts = try (0..<4).map { number in
        try Observed { try Waiter.end { try queue.put(number) } }
      }
      let areAsleep = try puts.allSatisfy { try $0.settled() == .asleep }
      try queue.close()
      let ends = try puts.map {
        try $0.value(
          orElse: "the queue is closed, and one who waits for room sleeps on: two bells are heard")
      }
      #expect(areAsleep, "the queue is full: put should sleep")
      #expect(ends == Array(repeating: .closed, count: 4), "each put should throw closed")
      try queue.require(1, "who was told that the queue is closed has put nothing")
    }

    @Test(
      "Nobody misses the close, wherever they are on their way to sleep", .holds(.order),
      arguments: [true, false])
    func notMissed(isGetting: Bool) throws {
      var last: Step?
      // One step after the other, until the one at which it falls asleep.
      for step in 0..<40 where last?.kind != .wait {
        let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
        if !isGetting { try queue.put(7) }
        let steps = try StepControl()
        steps.park(.step(step))
        let wait = try steps.directs {
          try Waiter.end { if isGetting { _ = try queue.get() } else { try queue.put(8) } }
        }
        last = try steps.waitUntilParked()
        let close = try Observed { try queue.close() }
        // Whoever is stopped with the lock keeps it.
        _ = try close.settled()
        steps.resume()
        try close.value(orElse: "close doesn't return")
        let problem = """
          the queue was closed while one on its way to sleep was stopped before step \(step) of \
          \(steps.trace.prefix(9)): it had looked, and now sleeps for ever. Without the lock, the \
          bell is rung before it listens
          """
        guard try wait.isDoneSoon() else { throw TestFailure(problem) }
        let end = try wait.value(orElse: problem)
        #expect(end == .closed, "stopped before step \(step) of \(steps.trace.prefix(9))")
      }
      #expect(last?.kind == .wait, "the queue can't be used: it should sleep in the end")
    }

    @Test("Who looks again after the ring sees that the queue is closed")
    func order() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      let get = try Observed { try Waiter.end { _ = try queue.get() } }
      _ = try get.settled()
      let steps = try StepControl()
      steps.park(.before(.wake))
      let close = try steps.directs { try queue.close() }
      let step = try steps.waitUntilParked()
      let isClosed = queue.storage.isClosed
      steps.resume()
      try close.value(orElse: "close doesn't return")
      #expect(step != nil, "somebody sleeps, and close wakes nobody")
      #expect(isClosed, "close woke them before the queue was closed: they look, and sleep again")
      // Else it would wait for ever.
      queue.closeAnyway()
      _ = try get.value(orElse: "get waits, though the queue is closed")
    }

    @Test("Who has the queue's lock can't close it, and is told so", .holds(.failure))
    func lockIsHeld() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      let close = try Observed { try queue.lock.withLock { try queue.close() } }
      #expect(
        throws: LockError.alreadyHeld,
        "the queue is not closed, as the lock can't be taken: what the lock throws should come out"
      ) { try close.value(orElse: "the thread has the queue's lock, and close waits for it") }
      #expect(!queue.isClosed, "close threw: then nothing should have changed")
    }

    @Test("Closing again is harmless")
    func again() throws {
      var random = Seeded()
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      let count = Int.random(in: 1...5, using: &random)
      for number in 0..<count { try queue.put(number) }
      for time in 1...Int.random(in: 2...4, using: &random) {
        try queue.close()
        #expect(queue.isClosed, "it was closed \(time) times, and stays closed; \(random)")
      }
      try queue.require(count, "closing again takes nothing away; \(random)")
    }
  }
}

extension `6-Queue`.`06-CloseSentinel` {
  @Test("A loop takes every item, in order, and ends when the queue is closed and empty")
  func loop() throws {
    var random = Seeded()
    let queue = try SharedQueue<String>.withoutSlices(capacity: 3)
    let words = randomWords(.random(in: 5...40, using: &random), using: &random)
    let loop = try Observed {
      var got: [String] = []
      for word in queue { got.append(word) }
      return got
    }
    let before = try loop.settled()
    let put = try Observed { for word in words { try queue.put(word) } }
    try put.value(orElse: "a loop takes items, and there is no room: it has ended; \(random)")
    // It has got all, or is about to: empty is no reason to end.
    while !queue.isEmpty, !loop.hasFinished { sched_yield() }
    let after = try loop.settled()
    try queue.close()
    let got = try loop.value(
      orElse: "the queue is closed and empty, and the loop goes on; \(random)")
    #expect(
      before == .asleep && after == .asleep,
      "the queue is empty, and not closed: the loop should sleep, not be \(before), \(after)")
    #expect(got == words, "\(words.count) items were put; \(random)")
  }

  @Test("A loop that begins after the close takes what is left")
  func lateLoop() throws {
    var random = Seeded()
    let queue = try SharedQueue<String>.withoutSlices(capacity: 9)
    let words = randomWords(.random(in: 1...9, using: &random), using: &random)
    for word in words { try queue.put(word) }
    try queue.close()
    let got = try Observed { Array(queue) }.value(orElse: "the loop doesn't end; \(random)")
    #expect(got == words, "closed means that nothing more is put, not that all was got; \(random)")
  }

  @Test("Four loops in four processes share the items, and all of them end")
  func fourLoops() throws {
    var random = Seeded()
    let queue = try SharedQueue<Int>.withoutSlices(capacity: 5)
    let results = try SharedQueue<[Int]>(capacity: 9)
    let children = try (0..<4).map { _ in
      try TestChild(Looper(queue: queue, results: results))
    }
    let count = Int.random(in: 10...300, using: &random)
    let put = try Observed {
      for number in 0..<count { try queue.put(number) }
      try queue.close()
    }
    try put.value(orElse: "four loops take items, and there is no room; \(random)")
    for child in children {
      let end = try child.ended(orElse: "the queue is closed, and a loop goes on; \(random)")
      #expect(end == .exited(0), "a loop ends by itself; \(random)")
    }
    try results.require(4, "each loop ends once; \(random)")
    let got = try (0..<4).map { _ in try results.get() }
    #expect(got.joined().sorted() == Array(0..<count), "each item once, at one of them; \(random)")
    #expect(got.allSatisfy { $0 == $0.sorted() }, "each loop sees them in order; \(random)")
  }

  @Test("A loop does not take an item that can't be decoded for the end", .holds(.damage))
  func notDecodable() throws {
    // The child is to trap, and a backtrace of that, which nobody reads, takes half a second.
    setenv("SWIFT_BACKTRACE", "enable=no", 1)
    let queue = try SharedQueue<Stubborn>.withoutSlices(capacity: 9)
    try queue.put(Stubborn(number: 1))
    try queue.put(Stubborn(number: 2, cantBeDecoded: true))
    try queue.put(Stubborn(number: 3))
    try queue.close()
    let end = try TestChild(StubbornLooper(queue: queue)).ended(orElse: "the loop doesn't end")
    if case .exited(let code) = end {
      Issue.record(
        """
        the second of three items can't be decoded, and the child, which exits with the number of \
        those that its loop got, exited with code \(code). A loop can't throw, and must not hide \
        that an item is lost: stop with fatalError
        """)
    }
  }
}

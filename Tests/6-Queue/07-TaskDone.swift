import Grading
import Groundwork
import Testing

extension `6-Queue` {
  @Suite(.exercise("6.7")) struct `07-TaskDone` {
    @Test("Where nothing was put, join returns at once")
    func nothing() throws {
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      let join = try Observed { try tasks.join() }
      let isDone = try join.value(orElse: "nothing was put, so there is nothing to wait for")
      #expect(isDone, "all of nothing is done")
    }

    @Test("join waits until the last report, not until the queue is empty")
    func lastReport() throws {
      var random = Seeded()
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      let count = Int.random(in: 2...5, using: &random)
      for number in 0..<count { try tasks.put(number) }
      let join = try Observed { try tasks.join() }
      let before = try join.settled()
      let polls = try join.polls()
      for _ in 0..<count { _ = try tasks.get() }
      // This one has not slept before: it looks now.
      let late = try Observed { try tasks.join() }
      let allGot = [try join.settled(), try late.settled()]
      for _ in 1..<count { try tasks.taskDone() }
      let oneLeft = try join.settled()
      try tasks.taskDone()
      let isDone = try join.value(
        orElse: "\(count) items were put, got and reported, and join sleeps on; \(random)")
      #expect(before == .asleep, "\(count) items were put, and nobody has got one; \(random)")
      #expect(
        !polls, "nothing is reported, and join looks again and again: sleep on the bell `finished`")
      _ = try late.value(orElse: "all is reported, and another one sleeps on in join; \(random)")
      #expect(
        allGot == [.asleep, .asleep],
        "all items were got, and none is done: an empty queue says nothing about the work; \(random)"
      )
      #expect(oneLeft == .asleep, "\(count - 1) of \(count) items are done; \(random)")
      #expect(isDone, "all is done; \(random)")
    }

    @Test("What was put and not yet got is not done")
    func notGot() throws {
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      try tasks.put(1)
      try tasks.put(2)
      _ = try tasks.get()
      try tasks.taskDone()
      let join = try Observed { try tasks.join() }
      let before = try join.settled()
      _ = try tasks.get()
      try tasks.taskDone()
      _ = try join.value(orElse: "all is done, and join sleeps on")
      #expect(before == .asleep, "all that was got is done, but an item is still in the queue")
    }

    @Test("A task that puts another one before it is done keeps join waiting")
    func putsAnother() throws {
      var random = Seeded()
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      try tasks.put(0)
      let join = try Observed { try tasks.join() }
      var activities = [try join.settled()]
      let count = Int.random(in: 2...5, using: &random)
      for number in 1...count {
        _ = try tasks.get()
        if number < count { try tasks.put(number) }
        if number < count {
          try tasks.taskDone()
          activities.append(try join.settled())
        }
      }
      try tasks.taskDone()
      _ = try join.value(orElse: "all \(count) are done, and join sleeps on; \(random)")
      #expect(
        activities == Array(repeating: .asleep, count: count),
        "one item was always left to do, as many as were reported; \(random)")
    }

    @Test("After join the queue can be used again")
    func again() throws {
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 1)
      for number in 1...3 {
        try tasks.put(number)
        #expect(try !isDone(tasks), "round \(number): the item was not got")
        _ = try tasks.get()
        #expect(try !isDone(tasks), "round \(number): the item was got, and no more")
        try tasks.taskDone()
        #expect(try isDone(tasks), "round \(number): all is done")
      }
    }

    @Test("More reports than items that were got are refused, and change nothing")
    func tooMany() throws {
      var random = Seeded()
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      #expect(throws: QueueError.nothingToDo, "nothing was ever got") { try tasks.taskDone() }
      let (put, got) = (
        Int.random(in: 3...9, using: &random), Int.random(in: 1...2, using: &random)
      )
      for number in 0..<put { try tasks.put(number) }
      #expect(throws: QueueError.nothingToDo, "\(put) were put, and none was got; \(random)") {
        try tasks.taskDone()
      }
      for _ in 0..<got { _ = try tasks.get() }
      for _ in 0..<got { try tasks.taskDone() }
      for _ in 0..<2 {
        #expect(
          throws: QueueError.nothingToDo,
          "\(put) were put, \(got) got and reported: one report too many hides lost work; \(random)"
        ) { try tasks.taskDone() }
      }
      for _ in got..<put {
        #expect(try !isDone(tasks), "not all is done; \(random)")
        _ = try tasks.get()
        try tasks.taskDone()
      }
      #expect(try isDone(tasks), "what was refused must not be counted; \(random)")
    }

    @Test("Three processes that join all go on after the last report")
    func threeJoin() throws {
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      try tasks.put(1)
      let controls = try (0..<3).map { _ in try StepControl() }
      let children = try controls.map { steps in
        steps.park(.before(.wait))
        return try TestChild(TaskJoiner(tasks: tasks, steps: steps))
      }
      for steps in controls {
        let step = try steps.waitUntilParked()
        #expect(step != nil, "a child did not wait, though an item is not done")
        steps.resume()
      }
      _ = try tasks.get()
      try tasks.taskDone()
      for child in children {
        let end = try child.ended(orElse: "all is done, and a process sleeps on in join: wake all")
        #expect(end == .exited(0), "join returns true in each")
      }
    }

    @Test(
      "The last report is not missed, wherever one who joins is on the way to sleep", .holds(.order)
    )
    func notMissed() throws {
      var last: Step?
      for step in 0..<40 where last?.kind != .wait {
        let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
        try tasks.put(1)
        _ = try tasks.get()
        let steps = try StepControl()
        steps.park(.step(step))
        let join = try steps.directs { try tasks.join() }
        last = try steps.waitUntilParked()
        let report = try Observed { try tasks.taskDone() }
        // Whoever is stopped with the lock keeps it.
        _ = try report.settled()
        steps.resume()
        try report.value(orElse: "taskDone doesn't return")
        let problem = """
          the last report came while join was stopped before step \(step) of \
          \(steps.trace.prefix(9)): it sleeps for ever
          """
        guard try join.isDoneSoon() else { throw TestFailure(problem) }
        _ = try join.value(orElse: problem)
      }
      #expect(last?.kind == .wait, "an item is not done: join should sleep in the end")
    }

    @Test("Two processes that report at the same time are both counted")
    func bothCount() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
        for number in 1...2 { try tasks.put(number) }
        for _ in 1...2 { _ = try tasks.get() }
        let first = try steps.directs { try tasks.taskDone() }
        _ = try steps.waitUntilParked()
        let second = try Observed { try tasks.taskDone() }
        _ = try second.settled()
        steps.resume()
        try first.value(orElse: "taskDone doesn't return")
        try second.value(orElse: "taskDone doesn't return")
        let done = tasks.queue.storage.done.load()
        #expect(
          done == 2,
          """
          one report was stopped before step \(step) of \(steps.trace.prefix(9)), another one came, \
          and \(done) of 2 are counted: reading and writing the number is two steps
          """)
      }
    }

    @Test("join with a timeout says whether all was done")
    func timeout() throws {
      var random = Seeded()
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      try tasks.put(1)
      let short = Duration.milliseconds(Int.random(in: 1...30, using: &random))
      for timeout in [short, .zero, .milliseconds(-5)] {
        let join = try Observed { try tasks.join(timeout: timeout) }
        let isDone = try join.value(orElse: "join(timeout: \(timeout)) does not return; \(random)")
        #expect(!isDone, "the item is not done after \(timeout); \(random)")
      }
      let join = try Observed { try tasks.join(timeout: .seconds(600)) }
      let activity = try join.settled()
      _ = try tasks.get()
      try tasks.taskDone()
      let isDone = try join.value(orElse: "all is done, and join sleeps until its time is over")
      #expect(activity == .asleep, "there are ten minutes, and join gave up, or does not sleep")
      #expect(isDone, "all was done in time")
    }

    @Test("Woken for no reason, join sleeps on", .holds(.order))
    func wokenForNoReason() throws {
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      try tasks.put(1)
      let steps = try StepControl()
      steps.fail(.before(.wait), times: 3)
      let join = try steps.directs { try tasks.join() }
      let activity = try join.settled()
      _ = try tasks.get()
      try tasks.taskDone()
      _ = try join.value(orElse: "all is done, and join sleeps on")
      #expect(activity == .asleep, "its sleep ended for no reason, and the item is not done")
    }

    @Test("Four workers report, and join returns when the last one has")
    func fourWorkers() throws {
      var random = Seeded()
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 5)
      let memory = try SharedMemory(byteCount: 16)
      let finished = SharedWord64(in: memory, at: 0)
      let workers = try (0..<4).map { _ in
        try TestChild(ReportingWorker(tasks: tasks, finished: finished))
      }
      let count = Int.random(in: 20...200, using: &random)
      let work = try Observed {
        for number in 1...count { try tasks.put(number) }
        try tasks.join()
        return finished.load()
      }
      let seen = try work.value(
        orElse: "four workers do \(count) tasks, and join doesn't return; \(random)")
      let sum = count * (count + 1) / 2
      #expect(
        seen == sum,
        """
        \(count) tasks are done in another order than they were put. When join returned, their sum \
        was \(seen), not \(sum): it did not wait for all; \(random)
        """)
      tasks.queue.closeAnyway()
      for worker in workers { try worker.ended(orElse: "a worker does not end; \(random)") }
    }
  }
}

/// Whether all is done by now.
private func isDone(_ tasks: JoinableQueue<Int>) throws -> Bool {
  try Observed { try tasks.join(timeout: .zero) }.value(
    orElse: "join(timeout: .zero) looks, and does not wait")
}

extension JoinableQueue {
  /// A queue whose bells are not heard unless they are rung.
  static func withoutSlices(capacity: Int) throws -> JoinableQueue {
    try JoinableQueue(capacity: capacity, slice: nil)
  }
}

// MARK: - Children

/// A child that waits until all is done.
struct TaskJoiner: ProcessTarget {
  let tasks: JoinableQueue<Int>
  let steps: StepControl

  func run() throws {
    steps.install()
    guard try tasks.join() else { throw TestFailure("join returned false, without a timeout") }
  }
}

/// A child that does tasks until the queue is closed: it adds each to a sum, and then reports it.
struct ReportingWorker: ProcessTarget {
  let tasks: JoinableQueue<Int>
  let finished: SharedWord64

  func run() throws {
    do {
      while true {
        let number = try tasks.get()
        var sum = finished.load()
        while case let (exchanged, original) = finished.compareExchange(
          expected: sum, desired: sum + UInt64(number)), !exchanged
        { sum = original }
        try tasks.taskDone()
      }
    } catch QueueError.closed {
      // Nothing more is wanted.
    }
  }
}

import Grading
import Groundwork
import Testing

// More tests of 07-TaskDone: times and errors at the edges, and orders of steps.

extension `6-Queue`.`07-TaskDone` {
  @Test("join doesn't give up too soon", .holds(.extremes))
  func notTooSoon() throws {
    let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
    try tasks.put(1)
    let early = try Observed {
      try endedTooSoon { timeout in
        if try tasks.join(timeout: timeout) { throw TestFailure("nothing was reported") }
      }
    }
    .value(orElse: "short times are over, and join goes on waiting")
    #expect(
      early == [],
      """
      with these timeouts join gave up before the time was over: \(early). A part of a millisecond \
      counts, too: use Deadline, which knows
      """)
  }

  @Test(
    "A month, a hundred years and the longest time there is are as good as for ever",
    .holds(.extremes))
  func longTimes() throws {
    for timeout in longTimeouts {
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      try tasks.put(1)
      _ = try tasks.get()
      let join = try Observed { try tasks.join(timeout: timeout) }
      let activity = try join.settled()
      try tasks.taskDone()
      let isDone = try join.value(orElse: "all is done, and join sleeps on")
      #expect(
        activity == .asleep && isDone,
        "with a timeout of \(timeout) join should wait, and is \(activity); it says \(isDone)")
    }
  }

  @Test("Who has the queue's lock already is told so", .holds(.failure))
  func lockIsHeld() throws {
    let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
    try tasks.put(1)
    _ = try tasks.get()
    let report = try Observed { try tasks.queue.lock.withLock { try tasks.taskDone() } }
    #expect(
      throws: LockError.alreadyHeld,
      "the report is not counted, as the lock can't be taken: what the lock throws should come out"
    ) { try report.value(orElse: "the thread has the queue's lock, and taskDone waits for it") }
    #expect(tasks.queue.storage.done.load() == 0, "taskDone threw: nothing should be counted")
    let join = try Observed {
      try tasks.queue.lock.withLock { try tasks.join(timeout: .milliseconds(20)) }
    }
    #expect(throws: LockError.alreadyHeld, "what the lock throws should come out of join, too") {
      _ = try join.value(orElse: "the thread has the queue's lock, and join waits for it")
    }
  }

  #if DEBUG
  @Test(
    "However often it is woken for nothing, join waits until its deadline, and no longer",
    .holds(.order))
  func neitherLongerNorShorter() throws {
    let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
    try tasks.put(1)
    for (timeout, step) in SleepsInVain.timeouts {
      let sleeps = try sleepsInVain(
        lasting: step, orElse: "the time is over, and join goes on waiting"
      ) {
        if try tasks.join(timeout: timeout) { throw TestFailure("nothing was reported") }
      }
      #expect(
        sleeps.problem(timeout) == nil,
        "with a timeout of \(timeout) \(sleeps.problem(timeout) ?? ""). It \(sleeps)")
    }
  }

  @Test("A closed queue is not done: what was got before is still to be reported")
  func closedIsNotDone() throws {
    let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
    try tasks.put(1)
    _ = try tasks.get()
    tasks.queue.closeAnyway()
    let join = try Observed { try tasks.join() }
    let activity = try join.settled()
    try tasks.taskDone()
    let isDone = try join.value(orElse: "all is done, and join sleeps on")
    #expect(
      activity == .asleep && isDone,
      """
      the queue was closed while a worker had an item in its hands, and join is \(activity): closed \
      means that nothing more is put. The work is done when it is reported
      """)
  }

  @Test("At no moment is a report counted that is refused", .holds(.death))
  func refusedAtOnce() throws {
    try StepControl.parkingAtEachStep { steps, step in
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      try tasks.put(1)
      let report = try steps.directs {
        do { try tasks.taskDone() } catch QueueError.nothingToDo { return true }
        return false
      }
      _ = try steps.waitUntilParked()
      let meanwhile = tasks.queue.storage.done.load()
      steps.resume()
      let isRefused = try report.value(orElse: "taskDone doesn't return")
      #expect(
        isRefused && meanwhile == 0,
        """
        nothing was got, and taskDone was stopped before step \(step) of \(steps.trace.prefix(9)): \
        \(meanwhile) were done then. A process that is killed between counting and taking it back \
        leaves one done too many, and join returns too early: look first, and count then
        """)
    }
  }

  @Test(
    "join looks at both numbers while the lock is held: they belong to one moment", .holds(.order))
  func oneMoment() throws {
    var last: Step?
    for step in 0..<40 where last?.kind != .wait {
      let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
      try tasks.put(1)
      _ = try tasks.get()
      let steps = try StepControl()
      steps.park(.step(step))
      let join = try steps.directs { try tasks.join() }
      last = try steps.waitUntilParked()
      // At each moment of this there is an item that is not done.
      let others = try Observed {
        try tasks.put(2)
        _ = try tasks.get()
        try tasks.taskDone()
      }
      // Whoever is stopped with the lock keeps it.
      _ = try others.settled()
      steps.resume()
      try others.value(orElse: "put, get and taskDone don't come to their end")
      let activity = try join.settled()
      try tasks.taskDone()
      let isDone = try join.value(orElse: "all is done, and join sleeps on")
      #expect(
        activity == .asleep && isDone,
        """
        join was stopped before step \(step) of \(steps.trace.prefix(9)); meanwhile a second item was \
        put and got, and one of the two was reported. There was always one left, and join is \
        \(activity): it compared the number of one moment with that of another
        """)
    }
    #expect(last?.kind == .wait, "an item is not done: join should sleep in the end")
  }
  #endif
}

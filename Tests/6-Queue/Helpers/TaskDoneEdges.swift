import Grading
import Groundwork
import Testing

// More tests of 07-TaskDone: times and errors at the edges, and orders of steps.

extension `6-Queue`.`07-TaskDone` {
  @Test("join doesn't give up too soon")
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

  @Test("A month, a hundred years and the longest time there is are as good as for ever")
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

  @Test("Who has the queue's lock already is told so")
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
  @Test("However often it is woken for nothing, join waits until its deadline, and no longer")
  func neitherLongerNorShorter() throws {
    let tasks = try JoinableQueue<Int>.withoutSlices(capacity: 9)
    try tasks.put(1)
    let timeout = Duration.seconds(600)
    let sleeps = try sleepsInVain(
      lasting: .seconds(70), orElse: "the time is over, and join goes on waiting"
    ) {
      if try tasks.join(timeout: timeout) { throw TestFailure("nothing was reported") }
    }
    #expect(
      sleeps.problem(timeout) == nil,
      "with a timeout of ten minutes \(sleeps.problem(timeout) ?? ""). It \(sleeps)")
  }
  #endif
}

import Grading
import Groundwork
import Testing

// Tests of 7.2, beside those in 02-OneWorker.swift.

extension `7-Pool`.`02-OneWorker` {
  @Test("perform waits for the answer, however long it takes")
  func patient() throws {
    let meeting = try Meeting()
    defer { meeting.close() }
    let worker = try Worker.start(name: "worker", initializer: nil)
    defer { worker.end() }
    let job = try PoolJob([Visit(1, to: meeting)]) { _ in }
    let call = try Observed { _ = try worker.perform(job) }
    _ = try meeting.arrival(orElse: "the task was not begun")
    let activity = try call.settled()
    let limited = call.limitedSleep
    meeting.letAllGo()
    try call.value(orElse: "the task is done, and perform doesn't return")
    #expect(activity == .asleep, "the worker works, and perform should sleep: it is \(activity)")
    #expect(
      limited == nil,
      """
      perform sleeps in \(limited ?? "") until some time is over: then it would take a worker for \
      dead that is only busy, and kill it. The end of the stream says that it is dead
      """)
  }

  @Test("What became of the task comes out of apply, and it is run once")
  func workerDied() throws {
    let meeting = try Meeting()
    defer { meeting.close() }
    try withPool(try ProcessPool(workers: 1)) { pool in
      let inbox = try Inbox<Done>()
      defer { inbox.close() }
      try pool.start(Visit(0, to: meeting), for: inbox)
      _ = try meeting.arrival(orElse: "the test's first task was not begun")
      let call = try Observed { try pool.apply(Triple(number: 1)) }
      // Its job is queued; as if the worker that had it had died.
      try pool.waitUntilQueued(1)
      let job = try #require(pool.engine.state.withLock { $0.waiting.popFirst() })
      if job.take() { job.fail(.workerDied(nil)) }
      let activity = try call.settled()
      let isAgain = pool.queuedCount > 0
      meeting.letAllGo()
      #expect(
        throws: PoolError.workerDied(nil),
        "the task's worker had died: what `start` calls back with should come out of apply"
      ) { _ = try call.value(orElse: "the task's worker has died, and apply waits for ever") }
      #expect(
        !isAgain && activity == .finished,
        """
        the task's worker had died, and apply queued the task once more: what it had done until then \
        would be done twice. A task is run once at the most
        """)
    }
  }

  @Test("start waits for nothing")
  func startsOnly() throws {
    let steps = try StepControl()
    let start = try Observed {
      steps.install()
      defer { steps.uninstall() }
      return try Worker.start(name: "worker", initializer: nil)
    }
    let worker = try start.value(orElse: "start doesn't return")
    defer { worker.end() }
    let waits = steps.trace.filter { [.wait, .waitUntilReadable].contains($0.kind) }
    #expect(
      waits.isEmpty,
      """
      start waited (\(waits)) for what the worker does: it should not wait until it has come up, \
      as each first task would come late. `perform` notices if it has ended
      """)
  }
}

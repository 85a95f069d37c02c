import Grading
import Groundwork
import Synchronization
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.10")) struct `10-AsyncAwait` {
    @Test("run returns what the task returned in a worker")
    func value() throws {
      var random = Seeded()
      let numbers = (0..<5).map { _ in Int.random(in: 0...1_000, using: &random) }
      let runs = try SharedWord()
      let pool = try ProcessPool(staffedWith: 2)
      defer { pool.end() }
      let results = try observing {
        try await withThrowingTaskGroup(of: [Int].self) { group in
          for number in numbers {
            group.addTask { [number, try await pool.run(Counted(number: number, runs: runs))] }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
      }.value(orElse: "the tasks are done, and run does not return; \(random)")
      for result in results {
        #expect(result[0] == result[1], "a call should return what its own task did; \(random)")
      }
      #expect(runs.load() == 5, "each task should be run once; \(random)")
      let pid = try observing { try await pool.run(WhoAmI()) }.value(orElse: "run does not return")
      #expect(pid != CurrentProcess.pid, "the task was run in this process")
    }

    @Test("However many calls wait, other Swift tasks go on")
    func blocksNobody() throws {
      let (reader, writer) = try Descriptor.pipe()
      let (gate, opener) = try Descriptor.pipe()
      // A process of its own: Swift's threads are all there for it.
      let child = try TestChild(ManyCalls(report: writer, gate: gate))
      writer.close()
      gate.close()
      let line = try? reader.readLine(orElse: "")
      opener.close()
      let calls = CurrentProcess.processorCount + 1
      #expect(
        line == "a plain task runs",
        """
        \(calls) calls of run wait, and another Swift task does not get to run: Swift has as many \
        threads as there are processors, and run blocks one of them for each call. Suspend instead
        """)
      if line == nil { child.kill() }
      let end = try child.ended(orElse: "the calls of run do not return")
      if line != nil {
        #expect(end == .exited(0), "all calls should return when their tasks are done")
      }
    }

    @Test(
      "A Swift task that was cancelled before runs nothing",
      .holds("Swift tasks are cancelled every day: a view goes away, or a deadline passes."))
    func cancelledBefore() throws {
      let runs = try SharedWord()
      let pool = try ProcessPool(staffedWith: 1)
      // Refused by the pool, it would be another error.
      pool.end()
      let call = try observing {
        await withTaskGroup(of: Bool.self) { group in
          group.cancelAll()
          group.addTask {
            do { _ = try await pool.run(Counted(number: 0, runs: runs)) } catch {
              return error is CancellationError
            }
            return false
          }
          return await group.next() ?? false
        }
      }
      let isCancelled = try call.value(orElse: "a cancelled Swift task waits for the pool")
      #expect(
        isCancelled,
        """
        the Swift task was cancelled before it called run, and run asked the pool nevertheless: it \
        should throw CancellationError before anything else
        """)
    }

    @Test(
      "Cancelled while it is queued, a task is never run",
      .holds("Swift tasks are cancelled every day: a view goes away, or a deadline passes."))
    func cancelledInTheQueue() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let runs = try SharedWord()
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let told = try Told<pid_t>()
      try told.start(meeting.task(), as: 0, in: pool)
      _ = try meeting.arrival(orElse: "no worker does the first task")
      let call = Task { try await pool.run(Counted(number: 1, runs: runs)) }
      try pool.waitUntilQueued(1)
      call.cancel()
      let result = try observing { await call.result }.value(
        orElse: "the Swift task was cancelled, and run still waits for the worker")
      #expect(throws: CancellationError.self, "run should say that it was cancelled") {
        try result.get()
      }
      try told.start(WhoAmI(), as: 1, in: pool)
      meeting.letAllGo()
      _ = try told.result(of: 1, orElse: "after a cancelled task, no other one is done").get()
      #expect(
        runs.load() == 0,
        """
        the Swift task was cancelled while the pool task was queued, and a worker did it all the \
        same: nobody waits for it any more, and others do
        """)
    }

    @Test(
      "Cancelled while a worker does it, the call ends at once, and the worker goes on",
      .holds("Swift tasks are cancelled every day: a view goes away, or a deadline passes."))
    func cancelledInTheWorker() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let task = meeting.task()
      let call = Task { try await pool.run(task) }
      let pid = try meeting.arrival(orElse: "no worker does the task").pid
      call.cancel()
      let result = try observing { await call.result }.value(
        orElse: """
          the Swift task was cancelled, and run waits until the worker is done: nobody asked for \
          what it will return
          """)
      #expect(throws: CancellationError.self, "run should say that it was cancelled") {
        try result.get()
      }
      meeting.letAllGo()
      let told = try Told<pid_t>()
      try told.start(WhoAmI(), in: pool)
      let next = try told.result(orElse: "after a cancelled call, no other task is done")
      #expect(
        (try? next.get()) == pid,
        "the same worker should do the next task: cancelling a call is no reason to end the pool")
    }

    @Test(
      "When its calls are over, nothing of them holds the pool",
      .holds("A pool that is held by what is over never ends, nor do its workers."))
    func letsGo() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      var pool: ProcessPool? = try ProcessPool(staffedWith: 1)
      weak let seen = pool
      if let pool {
        // One that is done, one that a worker has when it is cancelled, and one that is queued then.
        _ = try observing { try await pool.run(WhoAmI()) }.value(orElse: "run does not return")
        let task = meeting.task()
        let calls = (0..<2).map { _ in Task { try await pool.run(task) } }
        _ = try meeting.arrival(orElse: "no worker does the task")
        try pool.waitUntilQueued(1)
        for call in calls {
          call.cancel()
          _ = try observing { await call.result }.value(orElse: "a cancelled call does not return")
        }
        pool.end()
      }
      pool = nil
      // The Swift tasks end a moment after their results are there.
      let deadline = Deadline(after: .seconds(4))
      while seen != nil, !deadline.hasPassed { sched_yield() }
      let isReleased = seen == nil
      #expect(
        isReleased,
        """
        three calls are over, nobody has the pool any more, and it is still there, with its memory: \
        something that `run` made refers to itself. Does a job hold a closure that holds the job? \
        Let go of one of them when the call is over
        """)
    }

    @Test("A task that ends its worker is run once, and the call says so")
    func workerDied() throws {
      let runs = try SharedWord()
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let task = Counted(number: 0, runs: runs, ending: .exits(3))
      let call = try observing { try await pool.run(task) }
      #expect(throws: PoolError.workerDied(.exited(3)), "the task's worker has ended") {
        _ = try call.value(orElse: "the task's worker has ended, and run waits on")
      }
      #expect(
        runs.load() == 1,
        "the task was run \(runs.load()) times: what it does before its worker ends is done again")
    }

    @Test("When the pool ends, a call throws")
    func terminated() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let task = meeting.task()
      let calls = try (0..<3).map { _ in try observing { try await pool.run(task) } }
      _ = try meeting.arrival(orElse: "no worker does the task")
      try pool.waitUntilQueued(2)
      pool.end()
      for call in calls {
        #expect(
          throws: PoolError.terminated, "the pool ended before the task was done: run should say so"
        ) {
          try call.value(orElse: "the pool has ended, and run waits on")
        }
      }
      let late = try observing { try await pool.run(task) }
      #expect(throws: PoolError.terminated, "the pool has ended, and takes no tasks") {
        try late.value(orElse: "the pool has ended, and run waits")
      }
    }
  }
}

/// More calls than there are processors, and a Swift task that has nothing to do with them.
struct ManyCalls: ProcessTarget {
  let report: Descriptor
  let gate: Descriptor

  func run() throws {
    let pool = try ProcessPool(staffedWith: 1)
    let count = CurrentProcess.processorCount + 1
    let done = try SharedWord()
    for number in 0..<count {
      let task = Waiting(number: number, gate: gate)
      Task {
        if (try? await pool.run(task)) == number { done.add(1) }
        done.wake()
      }
    }
    // All but one are queued. If run blocks, there are as many as Swift has threads.
    try pool.waitUntilQueued(count - 2)
    Task { try report.writeLine("a plain task runs") }
    while case let now = done.load(), now < count { _ = done.wait(while: now) }
    pool.end()
  }
}

/// Waits at a gate.
struct Waiting: PoolTask {
  let number: Int
  let gate: Descriptor

  func run() throws -> Int {
    try gate.waitAtGate()
    return number
  }
}

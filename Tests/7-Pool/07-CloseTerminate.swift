import Grading
import Groundwork
import Synchronization
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.7")) struct `07-CloseTerminate` {
    @Test("A closed pool takes no more tasks")
    func closed() throws {
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      pool.close()
      pool.close()
      #expect(
        throws: PoolError.closed,
        "after close, a task should be refused at once: its result would never be asked for"
      ) { try pool.start([WhoAmI()]) { _ in } }
    }

    @Test("What was queued before close is still done")
    func queued() throws {
      var random = Seeded()
      let count = Int.random(in: 3...9, using: &random)
      let runs = try SharedWord()
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      try Told<pid_t>().start(meeting.task(), in: pool)
      _ = try meeting.arrival(orElse: "no worker does the first task")
      let told = try Told<Int>()
      for number in 0..<count {
        try told.start(Counted(number: number, runs: runs), as: number, in: pool)
      }
      pool.close()
      meeting.letAllGo()
      for number in 0..<count {
        let result = try told.result(of: number, orElse: "a task was queued, and is not done")
        #expect(
          (try? result.get()) == number,
          "task \(number) was queued before close, which ends nothing that has begun; \(random)")
      }
      #expect(runs.load() == count, "each task should be run once; \(random)")
    }

    @Test("Idle workers end when the pool is closed, and join returns then")
    func idle() throws {
      let pool = try ProcessPool(staffedWith: 2)
      defer { pool.end() }
      let told = try Told<pid_t>()
      try told.start(WhoAmI(), in: pool)
      let pid = try told.result(orElse: "the task is not done").get()
      try pool.waitUntilIdle(2)
      pool.close()
      try Observed { try pool.join() }.value(
        orElse: """
          the pool is closed and has nothing to do, and join does not return: the seats sleep until \
          they are woken, so close must wake them
          """)
      #expect(trace(of: pid) == .reaped, "after join, no worker should be left, nor a zombie")
    }

    @Test("join waits until the tasks are done and the workers have ended")
    func joinWaits() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 2)
      defer { pool.end() }
      let told = try Told<pid_t>()
      try told.start(meeting.task(), in: pool)
      let pid = try meeting.arrival(orElse: "no worker does the task").pid
      pool.close()
      var joins: [Observed<Void>] = []
      var activities: [Observed<Void>.Activity] = []
      // One after the other: of several that are busy, each would seem to sleep at the mutex.
      while joins.count < 3, activities.allSatisfy({ $0 == .asleep }) {
        let join = try Observed { try pool.join() }
        joins.append(join)
        activities.append(try join.settled())
      }
      let count = try joins.first.map { try wakeUps(of: $0) } ?? 0
      meeting.letAllGo()
      for join in joins { try join.value(orElse: "all is done, and join does not return") }
      #expect(
        activities == [.asleep, .asleep, .asleep],
        "a task was still being done: join should sleep until then; they were \(activities)")
      #expect(
        count <= 1,
        """
        nothing happened, and join woke up \(count) times: it polls. waitUntilEmpty() sleeps until \
        the last seat is gone
        """)
      let worker = try told.result(orElse: "the task is not done").get()
      #expect(
        worker == pid,
        "close should let the task that was being done come to its end")
      #expect(trace(of: pid) == .reaped, "after join, no worker should be left, nor a zombie")
      try Observed { try pool.join() }.value(orElse: "join again should return at once")
    }

    @Test("join throws while the pool is open, and changes nothing")
    func notClosed() throws {
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let join = try Observed { try pool.join() }
      #expect(
        throws: PoolError.notClosed,
        "the workers of an open pool never end: join should say what is missing"
      ) {
        try join.value(orElse: "the pool is open, and join waits: for ever, as nothing can end")
      }
      let told = try Told<pid_t>()
      try told.start(WhoAmI(), in: pool)
      let result = try told.result(orElse: "after a join that threw, tasks are not done any more")
      #expect(throws: Never.self, "the pool is open: a task should be done as usual") {
        try result.get()
      }
    }

    @Test("terminate ends 10,000 queued tasks, and those that are being done")
    func terminate() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let runs = try SharedWord()
      let pool = try ProcessPool(staffedWith: 2)
      defer { pool.end() }
      let held = try Told<pid_t>()
      for number in 0..<2 { try held.start(meeting.task(number), as: number, in: pool) }
      let pids = try (0..<2).map { _ in try meeting.arrival(orElse: "a worker is idle").pid }
      let told = try Told<Int>()
      for number in 0..<10_000 {
        try told.start(Counted(number: number, runs: runs), as: number, in: pool)
      }
      try Observed { pool.terminate() }.value(orElse: "terminate waits, and should not")
      try told.wait(for: 10_000, orElse: "after terminate, whoever waits for a result waits on")
      try held.wait(for: 2, orElse: "after terminate, a task that a worker had has no outcome")
      let failures = try (0..<10_000).map {
        try told.failure(of: $0, orElse: "a task has no outcome")
      }
      #expect(
        failures.allSatisfy { $0 == .terminated },
        "each task that was not done should fail with .terminated, not \(Set(failures))")
      for number in 0..<2 {
        let failure = try held.failure(of: number, orElse: "a task has no outcome")
        #expect(
          failure == .terminated,
          "a task that was being done should fail with .terminated, and did so with \(failure as Any)"
        )
      }
      try Observed { try pool.join() }.value(orElse: "after terminate, join does not return")
      #expect(runs.load() == 0, "\(runs.load()) queued tasks were run after terminate")
      #expect(
        pids.map { trace(of: $0) } == [.reaped, .reaped], "the workers should be killed and reaped")
    }

    @Test("A task that ignores SIGTERM is ended, too")
    func deaf() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let told = try Told<pid_t>()
      try told.start(Deaf(task: meeting.task()), in: pool)
      _ = try meeting.arrival(orElse: "no worker does the task")
      pool.terminate()
      try Observed { try pool.join() }.value(
        orElse: "the task ignores SIGTERM, and join waits for it: terminate does not ask, it kills")
      let result = try told.result(orElse: "the pool is terminated, and nobody is told of the task")
      #expect(throws: PoolError.terminated) { _ = try result.get() }
    }

    @Test("terminate ends idle workers, too")
    func terminateIdle() throws {
      let pool = try ProcessPool(staffedWith: 2)
      let told = try Told<pid_t>()
      try told.start(WhoAmI(), in: pool)
      let pid = try told.result(orElse: "the task is not done").get()
      try pool.waitUntilIdle(2)
      pool.terminate()
      let join = try Observed { try pool.join() }
      let end = Result {
        try join.value(
          orElse: """
            the pool was terminated while its workers had nothing to do, and join does not return: the \
            idle seats sleep until they are stopped, too
            """)
      }
      pool.end()
      try end.get()
      #expect(trace(of: pid) == .reaped, "after join, no worker should be left, nor a zombie")
    }

    @Test("Who is told of a task's end may terminate the pool")
    func terminateFromWithin() throws {
      let pool = try ProcessPool(staffedWith: 1)
      let (reader, writer) = try Descriptor.pipe()
      defer { reader.close() }
      try pool.start([WhoAmI()]) { _ in
        // On the thread of a seat.
        pool.terminate()
        writer.close()
      }
      let hasReturned = try reader.waitUntilReadable(until: Deadline(after: .seconds(6)))
      // Else a thread waits for itself, and nothing ever ends this pool.
      try #require(
        hasReturned,
        """
        terminate was called by the thread of a seat, which tells that a task is over, and it does not \
        return: it waits for the workers' end, and so for this very thread. `join` waits for that
        """)
      try Observed { try pool.join() }.value(orElse: "after terminate, join does not return")
    }

    @Test("A terminated pool stays so, whatever is called then")
    func staysTerminated() throws {
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      pool.terminate()
      pool.close()
      #expect(
        throws: PoolError.terminated,
        "close after terminate should change nothing: the pool does nothing more"
      ) { try pool.start([WhoAmI()]) { _ in } }
      pool.terminate()
      try Observed { try pool.join() }.value(orElse: "after terminate, join does not return")
    }

    @Test("terminate after close gives up what is left")
    func terminateAfterClose() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let told = try Told<pid_t>()
      try told.start(meeting.task(0), as: 0, in: pool)
      _ = try meeting.arrival(orElse: "no worker does the task")
      try told.start(meeting.task(1), as: 1, in: pool)
      pool.close()
      let join = try Observed { try pool.join() }
      _ = try join.settled()
      pool.terminate()
      try join.value(orElse: "a pool that is closed can still be terminated, and then join returns")
      for number in 0..<2 {
        let failure = try told.failure(of: number, orElse: "task \(number) has no outcome")
        #expect(failure == .terminated, "task \(number) was not done")
      }
    }

    @Test("Who is told of the end may use the pool", .holds(.threads))
    func reentrant() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      try Told<pid_t>().start(meeting.task(), in: pool)
      _ = try meeting.arrival(orElse: "no worker does the task")
      let refused = try SharedWord()
      try pool.start([WhoAmI()]) { _ in
        do { try pool.start([WhoAmI()]) { _ in } } catch PoolError.terminated {
          refused.store(1)
          refused.wake()
        } catch {}
      }
      try Observed { pool.terminate() }.value(
        orElse: """
          terminate does not return: it tells somebody that a task has failed while it holds the \
          pool's mutex, and he asks the pool for something
          """)
      // Perhaps a seat tells it, a moment later.
      let deadline = Deadline(after: .seconds(6))
      while refused.load() == 0, refused.wait(while: 0, until: deadline) {}
      #expect(
        refused.load() == 1, "by the time a task is told to have failed, the pool should say so")
    }

    @Test("A task that was cancelled before is told nothing", .holds(.order))
    func cancelled() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      try Told<pid_t>().start(meeting.task(), in: pool)
      _ = try meeting.arrival(orElse: "no worker does the task")
      let told = try Told<pid_t>()
      let job = try told.start(WhoAmI(), as: 1, in: pool)
      try told.start(WhoAmI(), as: 2, in: pool)
      let isCancelled = job.cancel()
      try Observed { pool.terminate() }.value(orElse: "terminate waits, and should not")
      let failure = try told.failure(of: 2, orElse: "after terminate, a task has no outcome")
      try Observed { try pool.join() }.value(orElse: "after terminate, join does not return")
      let count = told.overCount
      #expect(isCancelled, "no worker had the job")
      #expect(failure == .terminated, "the task was queued, and is not done")
      #expect(
        count == 1,
        """
        of two queued tasks one was cancelled before terminate, which ends it without a word; \(count) \
        were told to have failed. `take` says whether a job is still to be told
        """)
    }
  }
}

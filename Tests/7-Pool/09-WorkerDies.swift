import Grading
import Groundwork
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.9")) struct `09-WorkerDies` {
    @Test(
      "Whatever the worker may have received, it may have begun",
      arguments: [ConnectionError.closed, .truncated])
    func mayHaveBegun(error: ConnectionError) throws {
      var random = Seeded()
      let job = try job()
      let failures: [PoolError] = [
        .workerDied(nil), .workerDied(.exited(.random(in: 0...255, using: &random))),
        .workerDied(.signaled(.random(in: 1...31, using: &random))), .workerDied(.exited(0)),
      ]
      for case .workerDied(let status) in failures {
        #expect(
          job.failure(after: error, workerEnded: status) == .workerDied(status),
          "the connection ended with “\(error)” after the job was sent; \(random)")
      }
    }

    @Test("A job that can't be sent to anybody fails, and no worker is blamed")
    func unsendable() throws {
      let job = try job()
      #expect(
        job.failure(after: ConnectionError.noReceiver, workerEnded: .signaled(SIGKILL)) == nil,
        "the worker never received the whole job: another one should get it")
      #expect(
        job.failure(after: ConnectionError.noReceiver, workerEnded: nil) == nil,
        "nobody knows how the worker ended, but it never received the whole job")
      for error: any Error in [
        ConnectionError.tooManyHandles(1_000), SystemError("sendmsg", number: ETOOMANYREFS),
      ] {
        let failure = job.failure(after: error, workerEnded: .signaled(SIGKILL))
        let isExpected =
          if case .unencodable("WhoAmI", let text) = failure { text == "\(error)" } else { false }
        #expect(
          isExpected,
          """
          sending failed with “\(error)”, as it would with every worker: the job should fail as \
          .unencodable, with its type and the reason, and not as \(failure as Any)
          """)
      }
      let error = EncodingError.invalidValue(1, .init(codingPath: [], debugDescription: "it won't"))
      #expect(
        job.failure(after: error, workerEnded: nil) == .unencodable("WhoAmI", "it won't"),
        "an EncodingError prints as a dump: `reason(of:)` has what a reader can use")
    }

    @Test("A worker is killed in a task: that task fails, and another worker does the next")
    func killed() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let told = try Told<pid_t>()
      try told.start(meeting.task(0), as: 0, in: pool)
      let pid = try meeting.arrival(orElse: "no worker does the task").pid
      try told.start(WhoAmI(), as: 1, in: pool)
      _ = kill(pid, SIGKILL)
      let failure = try told.failure(
        of: 0,
        orElse: """
          the worker was killed, and who waits for the task waits on: that is how CPython's Pool \
          does it
          """)
      #expect(
        failure == .workerDied(.signaled(SIGKILL)),
        "the task should fail, and say how the worker ended; it was \(failure as Any)")
      let other = try told.result(
        of: 1, orElse: "a worker was killed, and nobody does the next task"
      ).get()
      #expect(other != pid, "the next task should be done by a new worker")
      #expect(trace(of: pid) == .reaped, "the dead worker should be reaped")
    }

    @Test("A task's own exit ends that task, with the status")
    func ownExit() throws {
      var random = Seeded()
      let code = CInt.random(in: 0...255, using: &random)
      let runs = try SharedWord()
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let told = try Told<Int>()
      try told.start(
        Counted(number: 0, runs: runs, ending: .exits(code)), as: 0, in: pool)
      try told.start(
        Counted(number: 1, runs: runs, ending: .raises(SIGKILL)), as: 1, in: pool)
      try told.start(Counted(number: 2, runs: runs), as: 2, in: pool)
      let failures = try (0..<2).map {
        try told.failure(of: $0, orElse: "a task ended its worker, and has no outcome; \(random)")
      }
      #expect(
        failures == [.workerDied(.exited(code)), .workerDied(.signaled(SIGKILL))],
        """
        the first task called exit(\(code)), also an exit with 0 returns nothing; the second one \
        was killed: they ended with \(failures); \(random)
        """)
      let last = try told.result(of: 2, orElse: "nobody does the next task").get()
      #expect(last == 2, "the next task should be done as usual")
      #expect(
        runs.load() == 3,
        """
        three tasks were run \(runs.load()) times: a task whose worker ended may have done \
        something already, such as sending a message. It must not be run again; \(random)
        """)
    }

    @Test("The other workers go on")
    func others() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 2)
      defer { pool.end() }
      let told = try Told<pid_t>()
      for number in 0..<4 { try told.start(meeting.task(number), as: number, in: pool) }
      let first = try meeting.arrival(orElse: "no worker does the first task")
      _ = try meeting.arrival(orElse: "no worker does the second task")
      _ = kill(first.pid, SIGKILL)
      let failure = try told.failure(
        of: first.number, orElse: "the dead worker's task has no outcome")
      // Its seat has a new worker, which does the third task.
      let third = try meeting.arrival(orElse: "one of two workers was killed, and is not replaced")
      #expect(third.number == 2, "the third task is next")
      #expect(third.pid != first.pid, "the killed worker should be replaced by another process")
      meeting.letAllGo()
      #expect(
        failure == .workerDied(.signaled(SIGKILL)),
        "the task should fail, and say how its worker ended")
      for number in 0..<4 where number != first.number {
        let result = try told.result(of: number, orElse: "task \(number) has no outcome")
        #expect(
          throws: Never.self,
          "only the task whose worker was killed should fail; CPython's executor fails all of them"
        ) { try result.get() }
      }
    }

    @Test("An idle worker is killed: the next task is done all the same")
    func idle() throws {
      let runs = try SharedWord()
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let told = try Told<pid_t>()
      try told.start(WhoAmI(), as: 0, in: pool)
      let pid = try told.result(of: 0, orElse: "the first task is not done").get()
      try pool.waitUntilIdle(1)
      _ = kill(pid, SIGKILL)
      waitForEnd(of: pid)
      let next = try Told<Int>()
      try next.start(Counted(number: 7, runs: runs), in: pool)
      let result = try next.result(
        orElse: "a worker was killed while it had nothing to do, and the next task is not done")
      #expect(
        throws: Never.self,
        """
        the worker was dead before it received the task, so that another one should do it: \
        .noReceiver says that
        """
      ) { try result.get() }
      #expect(runs.load() == 1, "the task should be run once")
      #expect(trace(of: pid) == .reaped, "the dead worker should be reaped")
    }

    /// A job that nobody does.
    private func job() throws -> PoolJob {
      try PoolJob([WhoAmI()]) { _ in }
    }
  }
}

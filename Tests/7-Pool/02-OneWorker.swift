import Grading
import Groundwork
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.2")) struct `02-OneWorker` {
    @Test("A task is done by another process, and what it returns comes back")
    func comesBack() throws {
      var random = Seeded()
      let number = Int.random(in: 2...1_000, using: &random)
      try withPool(try ProcessPool(workers: 1)) { pool in
        let done = try within(orElse: "apply doesn't return") {
          try pool.apply(Who(number: number))
        }
        #expect(done.number == number, "the task was given \(number); \(random)")
        #expect(
          done.pid != CurrentProcess.pid, "the task should run in another process, not in this one")
        #expect(
          done.parentPid == CurrentProcess.pid, "the task should run in a child of this process")
      }
    }

    @Test("The same worker does one task after the other")
    func oneAfterTheOther() throws {
      var random = Seeded()
      let count = Int.random(in: 3...8, using: &random)
      try withPool(try ProcessPool(workers: 1)) { pool in
        let done = try within(orElse: "apply doesn't return; \(random)") {
          try (0..<count).map { try pool.apply(Who(number: $0)) }
        }
        #expect(done.map(\.number) == Array(0..<count), "\(random)")
        #expect(
          Set(done.map(\.pid)).count == 1,
          "\(count) tasks should be done by one process: it is kept, and waits for the next one")
      }
    }

    @Test("apply waits until the task is done, and uses no processor meanwhile")
    func waits() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(workers: 1)) { pool in
        let call = try Observed { try pool.apply(Visit(7, to: meeting)) }
        _ = try meeting.arrival(orElse: "the task was not begun")
        let activity = try call.settled()
        let count = try wakeUps(of: call)
        let limited = call.limitedSleep
        meeting.letAllGo()
        let done = try call.value(orElse: "the task is done, but apply doesn't return")
        #expect(activity == .asleep, "apply should sleep until the answer is there: \(activity)")
        #expect(
          count <= 1,
          "nothing happened, and apply woke up \(count) times: it polls, see `Later.wait`")
        #expect(
          limited == nil,
          """
          apply sleeps in \(limited ?? "") until some time is over, and not until the task is done: a \
          task may take longer than any time, and `Later.wait()` has no limit
          """)
        #expect(done.number == 7, "what the task returned")
      }
    }

    @Test("A task that the pool refuses is an error, and not waited for", .holds(.failure))
    func refused() throws {
      try withPool(try ProcessPool(workers: 1)) { pool in
        #expect(
          throws: PoolError.unencodable("Stubborn", "it does not want to leave"),
          "the task can't be encoded: `start` says so, and apply should say the same"
        ) {
          try within(
            orElse: "the task was refused by `start`, and apply waits for its answer for ever"
          ) { _ = try pool.apply(Stubborn()) }
        }
        pool.end()
        #expect(
          throws: PoolError.terminated,
          "the pool takes no more tasks: `start` says so, and apply should say the same"
        ) {
          try within(
            orElse: "the pool takes no more tasks, and apply waits for an answer for ever"
          ) { _ = try pool.apply(Triple(number: 1)) }
        }
      }
    }

    @Test("The worker gets the initializer, for exercise 7.12")
    func initializer() throws {
      let report = try Descriptor.pipe()
      defer { report.reader.close() }
      let worker = try Worker.start(
        name: "worker", initializer: ArrivingInitializer(report: report.writer))
      defer { worker.end() }
      report.writer.close()
      let line = try report.reader.readLine(
        orElse: "the worker was started, and its initializer did not come to it")
      #expect(
        line == "arrived",
        "the worker was started without its initializer: `PoolWorker.init` takes it, too")
    }

    @Test("What can't be started is an error", .holds(.failure))
    func unstartable() throws {
      let error = #expect(
        throws: LaunchError.self,
        "the initializer can't be encoded, so that there is no worker: `start` throws that"
      ) {
        let worker = try Worker.start(name: "worker", initializer: ArrivingInitializer(report: nil))
        worker.connection.close()
      }
      let text = error.map { "\($0)" } ?? "nothing"
      #expect(text.contains("Unsent"), "the error should have the reason; it was: \(text)")
    }

    @Test("The worker has the name that it was given")
    func name() throws {
      var random = Seeded()
      let name = "Worker of \(random.next() % 1_000)"
      let worker = try Worker.start(name: name, initializer: nil)
      defer { worker.end() }
      let done = try worker.does(Who(number: 1))
      #expect(done?.name == name, "`CurrentProcess.name` in the worker; \(random)")
      #expect(done?.pid == worker.child.pid, "`child` should be the worker's process")
    }

    @Test("perform returns the answer to its job, and not another one")
    func perform() throws {
      var random = Seeded()
      let worker = try Worker.start(name: "worker", initializer: nil)
      defer { worker.end() }
      for _ in 0..<5 {
        let number = Int.random(in: 1...1_000, using: &random)
        let output = try worker.does(Triple(number: number))
        #expect(output == number * 3, "the task was given \(number); \(random)")
      }
    }

    @Test("If the worker ends during a task, perform notices", .holds(.death))
    func workerEnds() throws {
      let worker = try Worker.start(name: "worker", initializer: nil)
      defer { worker.end() }
      let job = try PoolJob([Leave(code: 3)]) { _ in }
      #expect(
        throws: ConnectionError.closed,
        "the worker has ended, and nobody else should have its end of the connection"
      ) {
        try within(
          orElse: """
            the worker has ended, and perform waits for its answer for ever: while this process has \
            a copy of the worker's end, it doesn't see the end of the stream
            """
        ) { _ = try worker.perform(job) }
      }
    }

    @Test(
      "If the worker has ended before, perform says that nobody received the job", .holds(.death))
    func workerIsGone() throws {
      let worker = try Worker.start(name: "worker", initializer: nil)
      defer { worker.end() }
      worker.kill()
      waitForEnd(of: try #require(worker.child.pid, "the worker should be started"))
      let job = try PoolJob([Triple(number: 1)]) { _ in }
      #expect(
        throws: ConnectionError.noReceiver,
        "the worker is dead, and nobody else should have its end of the connection"
      ) {
        try within(
          orElse: "the worker is dead, and perform waits for its answer for ever"
        ) { _ = try worker.perform(job) }
      }
    }

    @Test("A worker doesn't live longer than this process", .holds(.death))
    func endsWithParent() throws {
      let pids = try Descriptor.pipe()
      defer { pids.reader.close() }
      let owner = try TestChild(PoolOwner(pids: pids.writer), name: "owner")
      pids.writer.close()
      let line = try pids.reader.readLine(orElse: "a process could not start a worker")
      let pid = try #require(line.flatMap { pid_t($0) }, "no pid came from the worker")
      let process = try Descriptor.process(pid)
      defer { process.close() }
      owner.kill()
      let hasEnded = try process.waitUntilReadable(until: Deadline(after: .seconds(5)))
      if !hasEnded { _ = kill(pid, SIGKILL) }
      #expect(
        hasEnded,
        """
        the process that had a pool was killed in the middle of a task, and its worker goes on: \
        `ChildProcess` has a parameter for that
        """)
    }
  }
}

extension Worker {
  /// What the worker answers to a task.
  fileprivate func does<Task: PoolTask>(_ task: Task) throws -> Task.Output? {
    let inbox = try Inbox<Task.Output>()
    defer { inbox.close() }
    let job = try PoolJob([task]) { inbox.put($0) }
    let message = try within(orElse: "perform doesn't return") {
      let message = try self.perform(job)
      try job.receive(message)
      return true
    }
    #expect(message, "the answer should be there")
    return try inbox.answers(orElse: "there is no answer")[0]?.get().outputs().first
  }

  /// Kills the worker, and waits for that.
  func end() {
    connection.close()
    kill()
    try? child.join()
  }
}

/// A process that has a pool, and is killed.
struct PoolOwner: ProcessTarget {
  let pids: Descriptor

  func run() throws {
    let pool = try ProcessPool(workers: 1)
    // The worker writes its pid, and goes on with the task for ever.
    _ = try pool.apply(Tarry(pids: pids))
  }
}

/// A task that tells its worker's pid, and never ends by itself.
struct Tarry: PoolTask {
  let pids: Descriptor

  func run() throws -> Int {
    try pids.writeLine("\(CurrentProcess.pid)")
    // Nothing is ever written to this pipe, whose other end is open.
    let (reader, writer) = try Descriptor.pipe()
    try reader.waitAtGate()
    writer.close()
    return 0
  }
}

/// An initializer that tells that it has come to a worker, and ends that before anybody runs it.
struct ArrivingInitializer: ProcessTarget {
  struct Unsent: Error {}

  let report: Descriptor?

  init(report: Descriptor?) { self.report = report }

  func encode(to encoder: any Encoder) throws {
    guard let report else { throw Unsent() }
    try report.encode(to: encoder)
  }

  init(from decoder: any Decoder) throws {
    try Descriptor(from: decoder).writeLine("arrived")
    exit(0)
  }

  func run() {}
}

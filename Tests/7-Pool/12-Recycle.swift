import Grading
import Groundwork
import Synchronization
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.12")) struct `12-Recycle` {
    @Test("The initializer has run before a worker's first task, in the worker")
    func initializer() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let pool = try ProcessPool(workers: 1, initializer: Preparation(number: number))
      defer { pool.end() }
      let told = try Told<Int>()
      for index in 0..<3 { try told.start(WhatIsPrepared(), as: index, in: pool) }
      for index in 0..<3 {
        let result = try told.result(of: index, orElse: "a task is not done; \(random)")
        #expect(
          (try? result.get()) == number,
          """
          the initializer sets a global variable to \(number), and a task found \(result): it \
          should run in each worker, before its first task; \(random)
          """)
      }
      #expect(prepared == 0, "the initializer was run in the parent; \(random)")
    }

    @Test("Each worker runs the initializer once")
    func oncePerWorker() throws {
      let reports = try Descriptor.pipe()
      defer { reports.reader.close() }
      let pool = try ProcessPool(
        workers: 1, tasksPerWorker: 2, initializer: Announcement(report: reports.writer))
      defer { pool.end() }
      let told = try Told<pid_t>()
      for number in 0..<6 { try told.start(WhoAmI(), as: number, in: pool) }
      let pids = try (0..<6).map { try told.result(of: $0, orElse: "a task is not done").get() }
      pool.end()
      reports.writer.close()
      let announced = try reports.reader.readAll().split(separator: "\n").map { String($0) }
      let workers = [pids[0], pids[2], pids[4]].map { "\($0)" }
      #expect(
        // After its last task a worker is replaced when there is another task.
        announced == workers,
        "the workers \(workers) did the tasks, and the initializer was run by \(announced)")
    }

    @Test("If the initializer throws, its worker does no task")
    func throwing() throws {
      let runs = try SharedWord()
      let pool = try ProcessPool(workers: 1, initializer: Unprepared())
      defer { pool.end() }
      let told = try Told<Int>()
      try told.start(Counted(number: 0, runs: runs), in: pool)
      let failure = try told.failure(
        orElse: "no worker can be prepared, and who waits for a task waits on")
      // Not that the worker died during the task: it had not begun.
      let isExpected = if case .noWorker = failure { true } else { false }
      #expect(isExpected, "no worker was ready to do the task; its outcome is \(failure as Any)")
      #expect(runs.load() == 0, "the initializer threw, and the worker did the task nevertheless")
    }

    @Test("After so many tasks a worker is replaced", arguments: [1, 2, 3])
    func replaced(limit: Int) throws {
      let pool = try ProcessPool(workers: 1, tasksPerWorker: limit)
      defer { pool.end() }
      let told = try Told<pid_t>()
      for number in 0..<3 * limit { try told.start(WhoAmI(), as: number, in: pool) }
      let pids = try (0..<3 * limit).map {
        try told.result(of: $0, orElse: "a worker is replaced, and the next task is not done").get()
      }
      let expected = (0..<3).flatMap { Array(repeating: pids[$0 * limit], count: limit) }
      #expect(
        (pids, Set(pids).count) == (expected, 3),
        "each worker should do \(limit) tasks, and then another one; these did them: \(pids)")
      for pid in Set(pids.dropLast(limit)) {
        #expect(trace(of: pid) == .reaped, "a worker that was replaced should be gone")
      }
    }

    @Test("Without a limit the worker stays")
    func unlimited() throws {
      let pool = try ProcessPool(workers: 1)
      defer { pool.end() }
      let told = try Told<pid_t>()
      for number in 0..<50 { try told.start(WhoAmI(), as: number, in: pool) }
      let pids = try (0..<50).map { try told.result(of: $0, orElse: "a task is not done").get() }
      #expect(Set(pids).count == 1, "one worker should do all tasks")
    }

    @Test("The initializer is run once, and what it throws comes out")
    func onlyOnce() throws {
      let runs = try SharedWord()
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let worker = PoolWorker(connection: there, initializer: Reluctant(runs: runs))
      let work = try Observed { try worker.run() }
      #expect(
        throws: Unwilling.Refusal.self,
        "the initializer throws a Refusal, and the worker should end with that, not with another error"
      ) { try work.value(orElse: "the initializer has thrown, and the worker waits for tasks") }
      #expect(
        runs.load() == 1,
        "the initializer was run \(runs.load()) times: once is what the pool promises, also if it throws"
      )
    }

    @Test(
      "A worker that has more than done enough is used up, too",
      .holds("A number that is compared with == is missed for ever once it is passed."))
    func usedUp() throws {
      var random = Seeded()
      let limit = Int.random(in: 300...1_000, using: &random)
      let (here, there) = try Connection.pair()
      there.close()
      let worker = Worker(child: ChildProcess(Announcement(report: nil)), connection: here)
      for count in [0, limit - 1, limit, limit + 1, 256 * limit] {
        worker.jobCount.store(count, ordering: .relaxed)
        // To ask changes nothing.
        let answers = (0..<2).map { _ in worker.isUsedUp(after: limit) }
        #expect(
          answers == [count >= limit, count >= limit],
          "the limit is \(limit), and the worker has done \(count), and was asked twice; \(random)")
      }
    }
  }
}

// MARK: - Helpers

/// What a worker was prepared with: each process has one of its own.
private nonisolated(unsafe) var prepared = 0

/// Sets a global variable.
struct Preparation: ProcessTarget {
  let number: Int

  func run() { prepared = number }
}

/// Returns that variable.
struct WhatIsPrepared: PoolTask {
  func run() -> Int { prepared }
}

/// Tells its process identifier.
struct Announcement: ProcessTarget {
  let report: Descriptor?

  func run() throws { try report?.writeLine("\(CurrentProcess.pid)") }
}

/// Throws.
struct Unprepared: ProcessTarget {
  func run() throws { throw Unwilling.Refusal() }
}

/// Counts how often it is run, and throws each time.
struct Reluctant: ProcessTarget {
  let runs: SharedWord

  func run() throws {
    runs.add(1)
    throw Unwilling.Refusal()
  }
}

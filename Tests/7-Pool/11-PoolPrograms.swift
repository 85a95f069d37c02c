import Grading
import Groundwork
import Synchronization
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.11")) struct `11-PoolPrograms` {
    @Test("The squares of some numbers, in their order")
    func squaresInOrder() throws {
      var random = Seeded()
      let numbers = (0..<Int.random(in: 10...30, using: &random)).map { _ in
        Int.random(in: -1_000...1_000, using: &random)
      }
      let workers = Int.random(in: 1...3, using: &random)
      let (result, pids) = try withStartedChildren { try squares(of: numbers, workers: workers) }
      #expect(result == numbers.map { $0 * $0 }, "\(random)")
      #expect(
        (1...workers).contains(pids.count),
        "the squares should be the work of 1 to \(workers) workers; \(pids.count) were started")
      #expect(
        pids.allSatisfy { trace(of: $0) == .reaped },
        "a worker is left: close the pool and join it, so that nothing is left when you return")
    }

    #if DEBUG
    @Test("squares waits until its workers have ended")
    func squaresWaitsForTheEnd() throws {
      let steps = try StepControl()
      steps.install(on: .process)
      defer { steps.uninstall(from: .process) }
      let known = Harness.childStarted
      defer { Harness.childStarted = known }
      Harness.childStarted = { pid, name, endsWithParent in
        known?(pid, name, endsWithParent)
        // Before the worker gets its task.
        steps.park(.before(.write))
      }
      let work = try Observed { try squares(of: [2, 3], workers: 1) }
      guard let task = try? steps.waitUntilParked() else {
        throw TestFailure("no worker was started, or it gets no task: a pool should do the work")
      }
      steps.park(.before(.close, at: task.place))
      steps.resume()
      // The squares are there, and the worker is not sent home yet.
      let end = try? steps.waitUntilParked()
      let activity = try work.settled()
      steps.resume()
      let result = try work.value(orElse: "the worker has ended, and squares does not return")
      #expect(
        end != nil && activity == .asleep,
        """
        the worker has not ended yet, and squares is \(activity): close the pool and join it, so that \
        nothing is left when you return
        """)
      #expect(result == [4, 9], "the squares")
    }
    #endif

    @Test("No numbers have no squares")
    func noNumbers() throws {
      let result = try withStartedChildren { try squares(of: [], workers: 2) }.0
      #expect(result == [], "no numbers have no squares")
    }

    @Test("Two workers do what they are told, though nobody asks for the results")
    func nobodyAsks() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let work = try Observed { try doAll([meeting.task(0), meeting.task(1)], workers: 2) }
      let arrivals = try (0..<2).map { number in
        try meeting.arrival(
          orElse: """
            \(number) of two tasks are done at the same time, by two workers: queue both before \
            you wait for anything
            """)
      }
      let activity = try work.settled()
      meeting.letAllGo()
      try work.value(orElse: "both tasks are done, and doAll does not return")
      #expect(activity == .asleep, "doAll should return when the tasks are done, and not before")
      #expect(Set(arrivals.map(\.pid)).count == 2, "each of the two workers should do a task")
      #expect(
        arrivals.allSatisfy { trace(of: $0.pid) == .reaped },
        "a worker is left: join the pool, so that nothing is left when you return")
    }

    @Test("All are done, also after one that throws")
    func allDone() throws {
      var random = Seeded()
      let count = Int.random(in: 5...15, using: &random)
      let workers = Int.random(in: 1...2, using: &random)
      let runs = try SharedWord()
      try withStartedChildren {
        try doAll(
          (0..<count).map { Unwilling(isBad: $0 == count / 2, runs: runs) }, workers: workers)
      }
      #expect(
        runs.load() == count,
        """
        doAll has returned, and \(runs.load()) of \(count) tasks were run: a pool that is \
        terminated, or released, does not do what is queued; \(random)
        """)
    }

    @Test("All are done, also after one that ends its worker", .holds(.death))
    func oneLeaves() throws {
      let runs = try SharedWord()
      #expect(throws: Never.self, "what a task comes to is dropped, and all could be queued") {
        try withStartedChildren {
          try doAll(
            (0..<4).map { Counted(number: $0, runs: runs, ending: $0 == 1 ? .exits(3) : .returns) },
            workers: 1)
        }
      }
      #expect(runs.load() == 4, "one of four tasks ended its worker, and \(runs.load()) were run")
    }

    @Test("No workers make no sense, and the pool says so", .holds(.extremes), arguments: [0, -1])
    func noWorkers(count: Int) throws {
      let error = PoolError.noSense("workers", count)
      #expect(throws: error, "squares") { _ = try squares(of: [1], workers: count) }
      #expect(throws: error, "doAll") { try doAll([WhoAmI()], workers: count) }
      #expect(throws: error, "timings") { _ = try timings(of: [WhoAmI()], workers: count) }
    }

    @Test("No task waits while a worker is idle")
    func oneByOne() throws {
      let (gate, opener) = try Descriptor.pipe()
      defer { [gate, opener].forEach { $0.close() } }
      // The second one opens the gate that the first one waits at.
      let tasks = (0..<30).map {
        GateKeeper(number: $0, waits: $0 == 0 ? gate : nil, opens: $0 == 1 ? opener : nil)
      }
      let outputs = try within(
        orElse: """
          the first of 30 tasks waits for the second one, which one of two workers should do: in a \
          chunk with the first it waits in vain
          """
      ) { try timings(of: tasks, workers: 2) }
      #expect(outputs.map(\.output) == Array(0..<30), "the results should be in the tasks' order")
    }

    @Test("A single worker does the tasks in their order")
    func oneAfterTheOther() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      meeting.letAllGo()
      let tasks = (0..<4).map { Visit($0, to: meeting) }
      try within(orElse: "doAll does not return") { try doAll(tasks, workers: 1) }
      let numbers = try meeting.arrivalsToTheEnd().map(\.number)
      #expect(numbers == [0, 1, 2, 3], "a pool begins first what was queued first: queue in order")
    }

    @Test("Four of five tasks are done at the same time, and the fifth by one of the four workers")
    func fiveOnFour() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let work = try Observed {
        try timings(of: (0..<5).map { meeting.task($0) }, workers: 4)
      }
      let arrivals = try (0..<4).map { number in
        try meeting.arrival(
          orElse: """
            \(number) tasks wait for others to come, which should be done at the same time: ask \
            for the first result when all tasks are queued
            """)
      }
      meeting.letAllGo()
      let outputs = try work.value(orElse: "all tasks may go on, and timings does not return")
      #expect(outputs.count == 5, "each of five tasks has an output")
      #expect(
        Set(outputs.map(\.worker)) == Set(arrivals.map(\.pid)),
        "four workers should do the five tasks; the pool is told so, and reuses one of them")
      for output in outputs {
        #expect(
          output.worker == output.output,
          "worker \(output.output) ran the task, and \(output.worker) is said to have done so")
      }
      #expect(
        arrivals.allSatisfy { trace(of: $0.pid) == .reaped },
        "a worker is left: close the pool and join it, so that nothing is left when you return")
    }

    @Test("The time is that of the task, without the time in the queue")
    func times() throws {
      let clock = ContinuousClock()
      let start = clock.now
      let outputs = try withStartedChildren {
        try timings(of: (0..<4).map { Nap(number: $0) }, workers: 1)
      }.0
      let total = clock.now - start
      #expect(
        outputs.map(\.output.number) == [0, 1, 2, 3], "the results should be in the tasks' order")
      for output in outputs {
        #expect(
          output.duration >= output.output.duration,
          "by its own clock the task took longer than it is said to have taken")
      }
      let sum = outputs.reduce(Duration.zero) { $0 + $1.duration }
      #expect(
        sum <= total,
        """
        one worker did four tasks one after the other, in \(total); and they are said to have \
        taken \(sum) together. Measure in the task: before it begins, it is queued
        """)
    }

    @Test("timings waits until its workers have ended")
    func waitsForTheEnd() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let work = try Observed {
        try timings(of: [Lingering(visit: Visit(0, to: meeting))], workers: 1)
      }
      // It arrives at its process's exit, when the task is done and answered.
      let worker = try meeting.arrival(
        orElse: "the task is done, and its worker is not sent home: close the pool and join it"
      ).pid
      let activity = try work.settled()
      meeting.letAllGo()
      _ = try work.value(orElse: "the worker has ended, and timings does not return")
      #expect(
        activity == .asleep, "worker \(worker) has not ended yet: timings should wait for that")
    }

    @Test("What can't be queued is an error", .holds(.failure))
    func refused() throws {
      #expect(
        throws: PoolError.unencodable("Stubborn", "it does not want to leave"),
        "doAll can't queue the task, and nobody would learn that it was not done"
      ) {
        try within(orElse: "doAll does not return") { try doAll([Stubborn()], workers: 2) }
      }
      #expect(
        throws: PoolError.unencodable("Stubborn", "it does not want to leave"),
        "the second of two tasks can't be queued, and nobody would learn that it was not done"
      ) {
        try within(orElse: "doAll does not return") {
          try doAll([Stubborn(isEncodable: true), Stubborn()], workers: 2)
        }
      }
      #expect(
        throws: PoolError.unencodable("Timed<Stubborn>", "it does not want to leave"),
        "timings can't queue the task, and there would be no result for it"
      ) {
        _ = try within(orElse: "timings does not return") {
          try timings(of: [Stubborn()], workers: 2)
        }
      }
    }

    @Test(
      "A task that throws keeps no other from being done, and nothing is left when timings throws",
      .holds(.failure))
    func othersAreDone() throws {
      var random = Seeded()
      let count = Int.random(in: 6...12, using: &random)
      let runs = try SharedWord()
      let (failure, pids) = try withStartedChildren {
        Result {
          _ = try timings(of: (0..<count).map { Unwilling(isBad: $0 == 0, runs: runs) }, workers: 2)
        }
      }
      let done = runs.load()
      #expect(throws: TaskFailure.self, "the first task throws") { try failure.get() }
      #expect(
        done == count,
        """
        the first task threw, and \(done) of \(count) tasks were run when timings threw that on: when \
        it returns, or throws what a task threw, all should be done; \(random)
        """)
      #expect(
        pids.allSatisfy { trace(of: $0) == .reaped },
        "timings has thrown, and a worker is left: close the pool and join it first")
    }

    @Test("What a task throws comes out of timings")
    func throwing() throws {
      let runs = try SharedWord()
      let work = try Observed {
        _ = try timings(of: [Unwilling(isBad: true, runs: runs)], workers: 1)
      }
      let failure = #expect(throws: TaskFailure.self, "what the task threw should come out") {
        try work.value(orElse: "a task threw, and timings does not return")
      }
      #expect(failure?.message == "I won't")
      #expect(runs.load() == 1, "a task that throws is over, and not run again")
    }
  }
}

// MARK: - Helpers

/// Calls `work` on a thread of its own, and tells which children it started.
@discardableResult
private func withStartedChildren<Value: Sendable>(
  _ work: @escaping @Sendable () throws -> Value
) throws -> (Value, [pid_t]) {
  let pids = Pids()
  let known = Harness.childStarted
  Harness.childStarted = { pid, name, endsWithParent in
    known?(pid, name, endsWithParent)
    pids.all.withLock { $0.append(pid) }
  }
  defer { Harness.childStarted = known }
  let value = try Observed(work).value(orElse: "it does not return")
  return (value, pids.all.withLock { $0 })
}

private final class Pids: Sendable {
  let all = Mutex<[pid_t]>([])
}

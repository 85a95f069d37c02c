#if Solutions
import Grading
import Groundwork
import Synchronization
import Testing

// What a pool does when the system gives it nothing more, and with numbers that no system has.

extension `7-Pool` {
  @Suite(.exercise("7.9", deadline: .seconds(60))) struct Scarce {
    @Test(
      "Without a descriptor left, a task fails as noWorker, and nothing traps", arguments: [1, 4])
    func noDescriptors(workers: Int) throws {
      try withFreeDescriptors(0) {
        let pool = try ProcessPool(workers: workers)
        let calls: [(String, () throws -> Void)] = [
          ("apply", { _ = try pool.apply(WhoAmI()) }),
          ("map", { _ = try pool.map((0..<9).map { _ in WhoAmI() }) }),
          ("submit", { _ = try pool.submit(WhoAmI()).get() }),
          ("get(timeout:)", { _ = try pool.submit(WhoAmI()).get(timeout: .seconds(600)) }),
        ]
        for (name, call) in calls {
          let error = #expect(throws: PoolError.self, "\(name)") { try call() }
          guard case .noWorker(let reason)? = error else {
            Issue.record("\(name) threw \(error as Any)")
            continue
          }
          #expect(reason.contains("EMFILE"), "\(name): \(reason)")
        }
        pool.close()
        try pool.join()
      }
    }

    @Test("One worker does all, if no other one can be started")
    func oneWorkerForAll() throws {
      let pool = try ProcessPool(workers: 4)
      let first = try pool.apply(WhoAmI())
      try withFreeDescriptors(0) {
        let results = try (0..<6).map { _ in try pool.submit(WhoAmI()) }
        let pids = results.map { result in try? result.get() }
        #expect(pids == Array(repeating: first, count: 6), "worker \(first) was idle")
        let mapped = try? pool.map((0..<40).map { _ in WhoAmI() }, chunk: 1)
        #expect(mapped == Array(repeating: first, count: 40), "worker \(first) was idle")
      }
      // Others come as soon as there can be some.
      let meeting = try Meeting()
      defer { meeting.close() }
      let visits = try (0..<4).map { try pool.submit(meeting.task($0)) }
      for _ in 0..<4 { _ = try meeting.arrival(orElse: "there are four workers again") }
      meeting.letAllGo()
      let pids = try visits.map { try $0.get() }
      #expect(Set(pids).count == 4, "\(pids)")
      pool.close()
      try pool.join()
    }

    @Test("A busy worker does what another seat gives back, also after close")
    func givenBackToTheBusy() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(workers: 3)
      let visit = try pool.submit(meeting.task())
      _ = try meeting.arrival(orElse: "the first task is not begun")
      let results = try withFreeDescriptors(0) {
        let results = try (0..<5).map { _ in try pool.submit(WhoAmI()) }
        pool.close()
        // The others have no worker, and leave.
        let deadline = Deadline(after: .seconds(6))
        while pool.engine.state.withLock({ $0.seats.count }) > 1, !deadline.hasPassed {
          sched_yield()
        }
        return results
      }
      meeting.letAllGo()
      let pid = try visit.get()
      #expect(results.map { try? $0.get() } == Array(repeating: pid, count: 5))
      try pool.join()
    }

    @Test("A pool that is closed at any moment does its tasks with the workers that it has")
    func closedMeanwhile() throws {
      for _ in 0..<Proofs.count(short: 30, full: 300) {
        let pool = try ProcessPool(workers: 3)
        let first = try pool.apply(WhoAmI())
        let pids = try withFreeDescriptors(0) {
          let results = try (0..<3).map { _ in try pool.submit(WhoAmI()) }
          pool.close()
          return results.map { result in try? result.get() }
        }
        #expect(pids == Array(repeating: first, count: 3))
        try pool.join()
      }
    }

    @Test("Where no file may be large, a map takes another way, and a large task throws")
    func smallFiles() throws {
      let pool = try ProcessPool(workers: 2)
      defer { pool.end() }
      try withLargestFile(65_536) {
        let numbers = Array(0..<40_000)
        let mapped = try pool.map(numbers.map { Counting(number: $0) })
        #expect(mapped == numbers)
      }
    }

    @Test("As many workers as you like, and other numbers", arguments: [Int.max, Int.max / 4 + 1])
    func largeNumbers(number: Int) async throws {
      let pool = try ProcessPool(workers: number, tasksPerWorker: number)
      let tasks = (0..<6).map { Counting(number: $0) }
      #expect(try mapped(tasks, by: pool, chunk: nil) == Array(0..<6))
      #expect(try mapped(tasks, by: pool, chunk: number) == Array(0..<6))
      for window in [nil, number] {
        var sum = 0
        for await result in pool.results(of: tasks, window: window) { sum += try result.get() }
        #expect(sum == 15)
      }
      pool.end()
    }

    @Test("A map whose first task is much larger than the others takes no memory for that")
    func unevenSizes() throws {
      let pool = try ProcessPool(workers: 2)
      defer { pool.end() }
      // If all were like the first, they would take more memory than any machine has.
      let tasks = (0..<200_000).map {
        Sized(bytes: [UInt8](repeating: 1, count: $0 == 0 ? 1 << 23 : 0))
      }
      #expect(try pool.map(tasks, chunk: 1000).reduce(0, +) == 1 << 23)
      let chunks = tasks.prefix(50_000)
      #expect(try pool.map(chunks, chunk: 1).reduce(0, +) == 1 << 23)
    }

    @Test("If the initializer throws, no task was begun, and the error says what it threw")
    func unprepared() throws {
      let pool = try ProcessPool(workers: 2, initializer: Unprepared())
      defer { pool.end() }
      let runs = try SharedWord()
      for number in 0..<5 {
        let error = #expect(throws: PoolError.self) {
          try pool.apply(Counted(number: number, runs: runs))
        }
        guard case .noWorker(let reason)? = error else {
          Issue.record("\(error as Any)")
          continue
        }
        #expect(reason.contains("Refusal"), "\(reason)")
      }
      #expect(runs.load() == 0)
    }

    @Test("A worker that is killed in its initializer is replaced, and its task is done")
    func killedInInitializer() throws {
      let once = try SharedWord()
      let pool = try ProcessPool(workers: 1, initializer: KilledOnce(times: once))
      defer { pool.end() }
      #expect(throws: Never.self) { try pool.apply(WhoAmI()) }
      #expect(once.load() == 2, "the first worker was killed, and the second prepared")
    }

    @Test("terminate ends a pool whose initializer hangs")
    func hangingInitializer() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(
        workers: 1, initializer: Hanging(arrivals: meeting.arrivals.writer))
      let result = try pool.submit(WhoAmI())
      _ = try meeting.arrival(orElse: "the initializer is not run")
      pool.terminate()
      #expect(throws: PoolError.terminated) { try result.get() }
      try pool.join()
    }
  }
}

/// `map`, which can't be called in asynchronous code.
private func mapped(_ tasks: [Counting], by pool: ProcessPool, chunk: Int?) throws -> [Int] {
  let numbers = try pool.map(tasks, chunk: chunk)
  let halves = try pool.map(tasks.map(\.number), with: Itself(), chunk: chunk)
  return numbers == halves ? numbers : []
}

/// Returns its number.
struct Counting: PoolTask {
  let number: Int

  func run() -> Int { number }
}

/// A function that returns what it is given.
struct Itself: PoolFunction {
  func callAsFunction(_ number: Int) -> Int { number }
}

/// Returns how many bytes it has.
struct Sized: PoolTask {
  let bytes: [UInt8]

  func run() -> Int { bytes.count }
}

/// Kills the first worker.
struct KilledOnce: ProcessTarget {
  let times: SharedWord

  func run() {
    times.add(1)
    if times.load() == 1 { raise(SIGKILL) }
  }
}

/// Reports, and goes on for ever.
struct Hanging: ProcessTarget {
  let arrivals: Descriptor

  func run() throws {
    try arrivals.writeLine(Arrival(number: 0).line)
    while true { pause() }
  }
}
#endif

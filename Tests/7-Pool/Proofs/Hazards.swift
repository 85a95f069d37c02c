#if Solutions
import Grading
import Groundwork
import Synchronization
import Testing

// What goes wrong around a pool, rather than in a worker.

extension `7-Pool` {
  @Suite(.exercise("7.7", deadline: .seconds(60))) struct Hazards {
    @Test("A pool that is released leaves no worker", arguments: [false, true])
    func released(hasQueue: Bool) throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let told = try Told<pid_t>()
      var pool: ProcessPool? = try ProcessPool(workers: 2)
      for number in 0..<(hasQueue ? 5_000 : 2) {
        if let pool { try told.start(meeting.task(number), as: number, in: pool) }
      }
      for _ in 0..<2 { _ = try meeting.arrival(orElse: "a worker is idle") }
      pool = nil
      try told.wait(
        for: hasQueue ? 5_000 : 2, orElse: "the pool is gone, and its tasks are not told")
      for number in 0..<told.overCount {
        let failure = try told.failure(of: number, orElse: "task \(number) has no outcome")
        #expect(failure == .terminated, "task \(number)")
      }
      #expect(try meeting.isEmpty(), "the pool is gone, and a worker goes on")
    }

    @Test("When the parent is killed, no worker lives on", arguments: [2, 10_000])
    func parentKilled(tasks: Int) throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let owner = try TestChild(DoomedOwner(task: meeting.task(), count: tasks))
      for _ in 0..<2 { _ = try meeting.arrival(orElse: "a worker is idle") }
      #expect(owner.kill() == .signaled(SIGKILL))
      #expect(
        try meeting.isEmpty(),
        "the parent was killed, and a worker goes on, as a daemon of CPython does")
    }

    @Test("Ten threads submit at once: each task is run once, and none is lost")
    func manyThreads() throws {
      let count = Proofs.count(short: 50, full: 500)
      let runs = try SharedMemory(byteCount: 4 * 10 * count)
      let pool = try ProcessPool(workers: 2)
      defer { pool.end() }
      let submitters = try (0..<10).map { thread in
        try Observed {
          let numbers = thread * count..<(thread + 1) * count
          let results = try numbers.map { number in
            try pool.submit(Counted(number: number, runs: SharedWord(in: runs, at: 4 * number)))
          }
          return try zip(numbers, results).count { try $1.get() == $0 }
        }
      }
      for submitter in submitters {
        let right = try submitter.value(orElse: "a result does not come")
        #expect(right == count, "\(right) of \(count) results are right")
      }
      let counts = (0..<10 * count).map { SharedWord(in: runs, at: 4 * $0).load() }
      #expect(counts.allSatisfy { $0 == 1 }, "a task was not run once")
    }

    @Test("Calls that are cancelled at any moment are run once at most, and stop no other")
    func cancelledAnywhere() throws {
      var random = Seeded()
      let count = Proofs.count(short: 100, full: 1_000)
      let runs = try SharedMemory(byteCount: 4 * count)
      let pool = try ProcessPool(workers: 2)
      defer { pool.end() }
      let delays = (0..<count).map { _ in Int.random(in: 0...200, using: &random) }
      let outcomes = try observing {
        var outcomes: [Result<Int, any Error>] = []
        for (number, delay) in delays.enumerated() {
          let call = Task {
            let word = SharedWord(in: runs, at: 4 * number)
            return try await pool.run(Counted(number: number, runs: word))
          }
          for _ in 0..<delay { await Task.yield() }
          call.cancel()
          outcomes.append(await call.result)
        }
        return outcomes
      }.value(orElse: "a call that was cancelled does not return; \(random)")
      for (number, outcome) in outcomes.enumerated() {
        let times = SharedWord(in: runs, at: 4 * number).load()
        switch outcome {
        case .success(let value):
          #expect(value == number && times == 1, "\(number) was run \(times) times; \(random)")
        case .failure(let error):
          #expect(error is CancellationError && times <= 1, "\(error), \(times); \(random)")
        }
      }
      let told = try Told<pid_t>()
      try told.start(WhoAmI(), in: pool)
      #expect(throws: Never.self) {
        try told.result(orElse: "after cancelled calls, no task is done; \(random)").get()
      }
    }

    @Test("Pools one after the other, with workers that die, leave no descriptor")
    func leaks() throws {
      func life() throws {
        let pool = try ProcessPool(workers: 2, tasksPerWorker: 2)
        let runs = try SharedWord()
        let told = try Told<Int>()
        for number in 0..<6 {
          let ending = number == 3 ? Counted.Ending.raises(SIGKILL) : .returns
          try told.start(
            Counted(number: number, runs: runs, ending: ending), as: number, in: pool)
        }
        try told.wait(for: 6, orElse: "the tasks are not over")
        pool.close()
        try pool.join()
      }
      // What is kept for later, such as blocks of memory, is there after the first.
      try life()
      let before = openNumbers().count
      for _ in 0..<Proofs.count(short: 3, full: 20) { try life() }
      let after = openNumbers().count
      #expect(after <= before + 1, "\(before) descriptors were open, and then \(after)")
    }
  }
}

/// A process that has a pool, and is killed.
struct DoomedOwner: ProcessTarget {
  let task: Gated
  let count: Int

  func run() throws {
    let pool = try ProcessPool(workers: 2)
    for _ in 0..<count { try pool.start([task]) { _ in } }
    while true { pause() }
  }
}
#endif

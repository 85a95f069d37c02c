#if Solutions && DEBUG
import Grading
import Groundwork
import Synchronization
import Testing

// Workers are killed before each of their steps (some of them, in the short form of the proofs), and
// at random, and the pool goes on. All of it needs more than one exercise, so that it grades the
// solutions only.

extension `7-Pool` {
  @Suite(.exercise("7.9", deadline: .seconds(180))) struct Killed {
    @Test("Killed at any step of receiving, running and answering, a worker takes one task along")
    func atEachStep() throws {
      let count = try Proofs.killingAtSteps { steps, step in
        let board = try Board(3)
        let pool = try ProcessPool(workers: 1, initializer: try board.prepared(directedBy: steps))
        defer { pool.end() }
        for number in 0..<3 {
          try pool.start([board.task(number)]) { board.put($0, at: number) }
        }
        let failed = try board.check("killed before step \(step)")
        #expect(failed.count <= 1, "killed before step \(step), \(failed) failed")
        pool.close()
        try pool.join()
      }
      #expect(count >= 9, "for each of three tasks it receives, runs and answers: \(count) steps")
    }

    @Test("Killed at any step of helping itself, a worker takes one chunk along")
    func chunksAtEachStep() throws {
      let count = try Proofs.killingAtSteps { steps, step in
        let board = try Board(3)
        let pool = try ProcessPool(workers: 1, initializer: try board.prepared(directedBy: steps))
        defer { pool.end() }
        try pool.start(chunks: (0..<3).map { [board.task($0)] }) { board.put($1, at: $0) }
        let failed = try board.check("killed before step \(step)")
        #expect(failed.count <= 1, "killed before step \(step), \(failed) failed")
        pool.close()
        try pool.join()
      }
      #expect(count >= 9, "it takes, runs and answers three chunks: \(count) steps")
    }

    @Test("A chunk that calls exit fails with that status, and the others are done")
    func exitInAChunk() throws {
      var random = Seeded()
      let count = Int.random(in: 10...20, using: &random)
      let bad = Int.random(in: 0..<count, using: &random)
      let board = try Board(count)
      let pool = try ProcessPool(workers: 2, initializer: try board.prepared())
      defer { pool.end() }
      try pool.start(
        chunks: (0..<count).map { [board.task($0, exits: $0 == bad ? 7 : nil)] }
      ) { board.put($1, at: $0) }
      let failed = try board.check(
        "task \(bad) of \(count) exits; \(random)", .workerDied(.exited(7)))
      #expect(failed == [bad], "\(random)")
    }

    @Test("Workers are killed at random while many tasks run")
    func atRandom() throws {
      var random = Seeded()
      let runs = try SharedMemory(byteCount: 4 * 100)
      let pool = try ProcessPool(
        workers: 2, initializer: Prepared(runs: runs, steps: nil, isTaken: try SharedWord()))
      defer { pool.end() }
      var kills = 0
      while kills < Proofs.kills {
        let before = kills
        let board = try Board(100, counting: runs)
        try pool.start(chunks: (0..<100).map { [board.task($0)] }) { board.put($1, at: $0) }
        while !board.isFull, kills < before + 20 {
          let seen = board.count
          let workers = pool.engine.state.withLock { $0.seats }.compactMap(\.worker)
          if let worker = workers.randomElement(using: &random) {
            worker.kill()
            kills += 1
          }
          // Else so many workers in a row would do nothing that the pool gives up.
          try board.waitForMore(than: seen)
          usleep(.random(in: 0...2_000, using: &random))  // sleeps: to kill at a random moment
        }
        let failed = try board.check("\(kills) workers were killed; \(random)")
        #expect(
          failed.count <= kills - before,
          "\(kills - before) workers were killed, and \(failed.count) tasks failed; \(random)")
      }
      let told = try Told<pid_t>()
      try told.start(WhoAmI(), in: pool)
      let last = try told.result(orElse: "after \(kills) kills, no task is done; \(random)")
      // It may be the one to notice the last kill.
      if case .failure(let error) = last {
        #expect(error as? PoolError == .workerDied(.signaled(SIGKILL)), "\(random)")
      }
    }
  }
}

// MARK: - Tasks that are counted

/// What became of many tasks: how often each was run, and what was told of it.
private final class Board: Sendable {
  typealias Outcome = Result<Answer<[Int]>, PoolError>

  private let runs: SharedMemory
  private let outcomes: Mutex<[[Outcome]]>
  private let told: SharedWord

  init(_ count: Int, counting runs: SharedMemory? = nil) throws {
    self.runs = try runs ?? SharedMemory(byteCount: 4 * count)
    for number in 0..<count { SharedWord(in: self.runs, at: 4 * number).store(0) }
    outcomes = Mutex(Array(repeating: [], count: count))
    told = try SharedWord()
  }

  func task(_ number: Int, exits code: CInt? = nil) -> Tallied {
    // A short answer waits in shared memory, and a long one is sent.
    Tallied(number: number, length: number % 3 == 1 ? 20 : 1, code: code)
  }

  /// What lets a worker count the runs, and be directed.
  func prepared(directedBy steps: StepControl? = nil) throws -> Prepared {
    Prepared(runs: runs, steps: steps, isTaken: try SharedWord())
  }

  func put(_ outcome: Outcome, at number: Int) {
    outcomes.withLock { $0[number].append(outcome) }
    told.add(1)
    told.wake()
  }

  var count: UInt32 { told.load() }
  var isFull: Bool { count >= outcomes.withLock { $0.count } }

  /// Waits until more than so many outcomes are there, or all.
  func waitForMore(than seen: UInt32) throws {
    let deadline = Deadline(after: .seconds(20))
    while count == seen, !isFull {
      guard told.wait(while: seen, until: deadline) else {
        throw TestFailure("after \(seen) outcomes there come no more")
      }
    }
  }

  /// Waits for all outcomes; returns the numbers of the tasks that failed, each for a good reason.
  func check(
    _ when: String, _ expected: PoolError = .workerDied(.signaled(SIGKILL))
  ) throws -> [Int] {
    while !isFull { try waitForMore(than: count) }
    var failed: [Int] = []
    for (number, outcomes) in outcomes.withLock({ $0 }).enumerated() {
      let runs = SharedWord(in: runs, at: 4 * number).load()
      #expect(outcomes.count == 1, "\(when): task \(number) has the outcomes \(outcomes)")
      switch outcomes.first {
      case .success(let answer):
        let isRight = try answer.outputs() == [task(number).output]
        #expect(isRight && runs == 1, "\(when): task \(number) was run \(runs) times: \(answer)")
      case .failure(let error):
        failed.append(number)
        #expect(error == expected, "\(when): task \(number)")
        #expect(runs <= 1, "\(when): task \(number) was run \(runs) times")
      case nil: break
      }
    }
    return failed
  }
}

/// A task that counts its runs in memory that the worker has, and so has no handle of its own: to
/// those, workers help themselves.
struct Tallied: PoolTask {
  let number: Int
  let length: Int
  let code: CInt?

  var output: [Int] { Array(repeating: number, count: length) }

  func run() throws -> [Int] {
    guard let runs = tally.withLock({ $0 }) else { throw TestFailure("nothing counts the runs") }
    SharedWord(in: runs, at: 4 * number).add(1)
    if let code { exit(code) }
    return output
  }
}

/// Where this process counts the runs of its tasks.
private let tally = Mutex<SharedMemory?>(nil)

/// Prepares each worker for tasks that are tallied, and lets the first one be directed.
struct Prepared: ProcessTarget {
  let runs: SharedMemory
  let steps: StepControl?
  let isTaken: SharedWord

  func run() {
    tally.withLock { $0 = runs }
    if let steps, isTaken.exchange(1) == 0 { steps.install(on: .process) }
  }
}
#endif

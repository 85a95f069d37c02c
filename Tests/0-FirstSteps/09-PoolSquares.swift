import Grading
import Groundwork
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.9")) struct `09-PoolSquares` {
    @Test("The task counts, and returns the square")
    func task() throws {
      var random = Seeded()
      let numbers = random.different(2, in: 3...999_999)
      let before = Int.random(in: 1...999, using: &random)
      // In this process, so that the test can see what it counts.
      squareCount = before
      let squares = numbers.map { SquareNumber($0).run() }
      let now = squareCount
      #expect(squares == numbers.map { $0 * $0 }, "the squares of \(numbers); \(random)")
      #expect(
        now == before + 2,
        "run() was called twice in the test's own process, where \(before) were counted; \(random)")
    }

    @Test("The squares come from the workers, in the order of the numbers")
    func map() throws {
      var random = Seeded()
      // Not in the order that a sort would make.
      let numbers = random.different(9, in: 3...999_999).sorted(by: >)
      let workers = Int.random(in: 2...4, using: &random)
      let before = Int.random(in: 1...999, using: &random)
      squareCount = before
      let starts = Starts()
      let run = try Observed {
        // A worker that nobody waits for ends soon: so it looks at once.
        (try squaresFromPool(of: numbers, workers: workers), hasChildren())
      }
      let (squares, isLeft) = try run.value(
        orElse: "squaresFromPool doesn't return: join waits until the pool is closed; \(random)")
      let now = squareCount
      #expect(squares == numbers.map { $0 * $0 }, "the squares of \(numbers); \(random)")
      #expect(
        1...workers ~= starts.count,
        "\(starts.count) children were started, and the pool has \(workers) workers; \(random)")
      #expect(
        now == before,
        """
        \(now - before) squares were computed in this process: let the pool's `map` run the tasks; \
        \(random)
        """)
      #expect(!isLeft, "the function has returned, and a worker is there: close the pool, and join")
    }

    @Test("There may be fewer numbers than workers, and none", arguments: [1, 0])
    func few(count: Int) throws {
      var random = Seeded()
      let numbers = random.different(count, in: 3...999_999)
      let run = try Observed { try squaresFromPool(of: numbers, workers: 3) }
      let squares = try run.value(orElse: "squaresFromPool doesn't return; \(random)")
      #expect(squares == numbers.map { $0 * $0 }, "the squares of \(numbers); \(random)")
      #expect(!hasChildren(), "the function has returned, and a worker is there: close, and join")
    }

    @Test("All workers are there at the same time")
    func together() throws {
      var random = Seeded()
      let numbers = random.different(20, in: 3...999_999)
      let workers = Int.random(in: 2...4, using: &random)
      let performance = try Performance(isHeld: true) {
        (try squaresFromPool(of: numbers, workers: workers), hasChildren())
      }
      let activity = try performance.settled(with: workers)
      let started = performance.starts.count
      let areHeld = performance.starts.areHeld
      let (squares, isLeft) = try performance.end().value
      #expect(
        started == workers,
        "\(numbers.count) tasks, and a pool of \(workers): \(started) workers came up; \(random)")
      #expect(
        activity == .asleep || !areHeld,
        "no worker could do anything, and the function didn't wait: it was \(activity); \(random)")
      #expect(squares == numbers.map { $0 * $0 }, "the squares of \(numbers); \(random)")
      #expect(!isLeft, "the function has returned, and a worker is there: close the pool, and join")
    }

    @Test("One square comes from a worker of the given pool")
    func one() throws {
      var random = Seeded()
      let numbers = random.different(2, in: 3...999_999)
      let before = Int.random(in: 1...999, using: &random)
      squareCount = before
      let performance = try Performance(isHeld: true) {
        let pool = try ProcessPool(workers: 1)
        let squares = try numbers.map { try square(of: $0, in: pool, timeout: .seconds(600)) }
        pool.close()
        try pool.join()
        return squares
      }
      let activity = try performance.settled(with: 1)
      let areHeld = performance.starts.areHeld
      let squares = try performance.end().value
      let now = squareCount
      #expect(squares == numbers.map { $0 * $0 }, "the squares of \(numbers), one each; \(random)")
      #expect(
        activity == .asleep || !areHeld,
        "the worker was not done, and the function didn't wait: it was \(activity); \(random)")
      #expect(
        performance.starts.count == 1, "the given pool has one worker: use that one; \(random)")
      #expect(
        now == before, "\(now - before) squares were computed in this process; \(random)")
    }

    @Test("If the square is not there in time, it is nil")
    func late() throws {
      var random = Seeded()
      let number = Int.random(in: 3...999_999, using: &random)
      // The worker is stopped: the square can't be there in time, however long that is.
      let starts = Starts(areHeld: true)
      let pool = try ProcessPool(workers: 1)
      let run = try Observed { try square(of: number, in: pool, timeout: .milliseconds(20)) }
      let result = Result {
        try run.value(
          orElse: """
            the worker doesn't answer, and the function waits for it, though the timeout is over: \
            `get` takes the timeout
            """)
      }
      let areHeld = starts.areHeld
      starts.letGo()
      pool.terminate()
      try pool.join()
      let value = try result.get()
      #expect(
        value == nil || !areHeld, "the worker was stopped, so that no square can be there")
    }
  }
}

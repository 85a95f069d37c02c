import Grading
import Groundwork
import Synchronization
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.8")) struct `08-AsTheyCome` {
    @Test("Each task's result comes once, whatever the window")
    func all() throws {
      var random = Seeded()
      let numbers = (0..<Int.random(in: 20...40, using: &random)).map { _ in
        Int.random(in: -1_000...1_000, using: &random)
      }
      let pool = try ProcessPool(staffedWith: 2)
      defer { pool.end() }
      for window in [nil, 1, 2, 7, 1_000, Int.max, 0, -1, Int.min] {
        let runs = try SharedWord()
        let tasks = numbers.map { Counted(number: $0, runs: runs) }
        let results = try observing {
          var found: [Int] = []
          for await result in pool.results(of: tasks, window: window) {
            found.append(try result.get())
          }
          return found
        }.value(
          orElse: """
            the sequence does not come to its end: it ends when there are no more tasks, and each \
            result that was queued has been taken; \(random)
            """)
        let extent = window.map { "a window of \($0)" } ?? "the default window"
        #expect(
          results.sorted() == numbers.sorted(),
          "with \(extent), the results should be those of the tasks, in whatever order; \(random)")
        #expect(
          runs.load() == numbers.count, "with \(extent), each task should be run once; \(random)")
      }
    }

    @Test("A task that takes longer comes later")
    func unordered() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 2)
      defer { pool.end() }
      let second = try Meeting()
      defer { second.close() }
      second.letAllGo()
      let tasks = [meeting.task(0), second.task(1), second.task(2)]
      let iteration = try observing {
        var pids: [pid_t] = []
        for await result in pool.results(of: tasks) {
          pids.append(try result.get())
          if pids.count == 2 { meeting.letAllGo() }
        }
        return pids
      }
      let slow = try meeting.arrival(orElse: "no worker does the first task").pid
      let pids = try iteration.value(
        orElse: """
          the first task waits until the results of the other two have come, and they don't: a \
          result should come when it is there, and not when it is its turn
          """)
      #expect(
        (pids.count, pids.last) == (3, slow), "worker \(slow) should be the last to come: \(pids)")
    }

    @Test("For each result that is taken, another task is queued")
    func refills() throws {
      let (slow, quick) = (try Meeting(), try Meeting())
      defer { [slow, quick].forEach { $0.close() } }
      quick.letAllGo()
      let pool = try ProcessPool(staffedWith: 2)
      defer { pool.end() }
      let tasks = [slow.task(0)] + (1...4).map { quick.task($0) }
      let iteration = try observing {
        var count = 0
        for await _ in pool.results(of: tasks, window: 2) {
          count += 1
          // Only the first task is left.
          if count == 4 { slow.letAllGo() }
        }
        return count
      }
      let count = try iteration.value(
        orElse: """
          one of two places of the window is taken by a task that is held, and the other four tasks \
          don't come through the other place: for each result that was taken, queue another task, \
          and not only when nothing is on its way
          """)
      #expect(count == 5, "there were five tasks")
    }

    @Test(
      "No more tasks are taken than the window allows", arguments: [1, 2, 5, 50, 0, -1, Int.min])
    func bounded(given: Int) throws {
      // Less than 1 counts as 1.
      let window = max(1, given)
      var random = Seeded()
      let count = Int.random(in: 10...20, using: &random)
      let runs = try SharedWord()
      let input = CountedInput(of: 5_000, runs: runs)
      let pool = try ProcessPool(staffedWith: 2)
      defer { pool.end() }
      let before = try observing {
        let iterator = pool.results(of: input, window: given).makeAsyncIterator()
        return (iterator.ahead, input.taken)
      }.value(orElse: "results blocks")
      #expect(before == (0, 0), "nothing was asked for, so no task should be taken: \(before)")
      let taken = try observing {
        var taken: [Int] = []
        for await _ in pool.results(of: input, window: given) {
          taken.append(input.taken)
          if taken.count == count { break }
        }
        return taken
      }.value(orElse: "the results don't come; \(random)")
      for (index, now) in taken.enumerated() {
        #expect(
          now <= index + window,
          """
          \(index) results were taken before, and \(now) tasks were queued: more than \(window) \
          ahead. An input that never ends, or does not fit into memory, must not be read to its end
          """)
        if now > index + window { break }
      }
      #expect(
        taken.first == window,
        "the window is \(window): before the first result, so many tasks are queued, whatever the default is"
      )
      #expect(runs.load() <= count + window, "\(runs.load()) tasks were run; \(random)")
    }

    @Test("As many tasks as the window allows are done at the same time")
    func parallel() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 3)
      defer { pool.end() }
      let tasks = (0..<7).map { meeting.task($0) }
      let iteration = try observing {
        var count = 0
        for await _ in pool.results(of: tasks, window: 3) { count += 1 }
        return count
      }
      for number in 0..<3 {
        _ = try meeting.arrival(
          orElse: """
            \(number) of three tasks are done at the same time: the window should be full before \
            the first result is awaited
            """)
      }
      meeting.letAllGo()
      let count = try iteration.value(orElse: "the results don't come")
      #expect(count == 7, "there were seven tasks")
    }

    @Test("By default the window is two tasks for each worker", arguments: [1, 3])
    func defaultWindow(workers: Int) throws {
      let input = CountedInput(of: 5_000, runs: try SharedWord())
      let pool = try ProcessPool(staffedWith: workers)
      defer { pool.end() }
      let taken = try observing {
        for await _ in pool.results(of: input) { return input.taken }
        return 0
      }.value(orElse: "the results don't come")
      #expect(
        taken == 2 * workers,
        """
        \(taken) tasks were taken before the first result of a pool with \(workers) workers, and two \
        for each should be: with fewer, a worker has to wait for its next task; more take memory for \
        nothing
        """)
    }

    @Test("Without tasks there is nothing")
    func empty() throws {
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let tasks: [WhoAmI] = []
      let count = try observing {
        var count = 0
        for await _ in pool.results(of: tasks) { count += 1 }
        return count
      }.value(orElse: "there are no tasks, and the sequence waits for a result")
      #expect(count == 0, "there were no tasks, and \(count) results came")
    }

    @Test("A task that can't be queued has a result, too", .holds(.failure))
    func closed() throws {
      let pool = try ProcessPool(staffedWith: 1)
      pool.end()
      let failures = try observing {
        var failures: [PoolError?] = []
        for await result in pool.results(of: [WhoAmI(), WhoAmI(), WhoAmI()]) {
          if case .failure(let error) = result { failures.append(error as? PoolError) }
        }
        return failures
      }.value(
        orElse: "the pool refused the tasks, and the sequence waits for what they return")
      #expect(
        failures == [.terminated, .terminated, .terminated],
        "each of the three should come as a failure, so that it can be told which are missing")
    }

    @Test("When the pool ends, so do the results", .holds(.failure))
    func terminated() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let tasks = (0..<3).map { meeting.task($0) }
      let iteration = try observing {
        var failures = 0
        for await result in pool.results(of: tasks, window: 2) {
          if case .failure(PoolError.terminated) = result { failures += 1 }
        }
        return failures
      }
      _ = try meeting.arrival(orElse: "no worker does the first task")
      pool.end()
      let count = try iteration.value(orElse: "the pool has ended, and the results don't")
      #expect(
        count == 3,
        "each task should have a result, though that is an error")
    }

    @Test("A cancelled Swift task does not wait for more")
    func cancelled() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      defer { pool.end() }
      let tasks = (0..<3).map { meeting.task($0) }
      let iteration = Task {
        var count = 0
        for await _ in pool.results(of: tasks, window: 2) { count += 1 }
        return count
      }
      _ = try meeting.arrival(orElse: "no worker does the first task")
      iteration.cancel()
      let count = try observing { await iteration.value }.value(
        orElse: "the Swift task was cancelled, and still waits for a result")
      #expect(count == 0, "no task is done yet")
    }
  }
}

/// Tasks that are made one by one, and counted.
private final class CountedInput: Sequence, Sendable {
  private let counter = Atomic(0)
  private let count: Int
  private let runs: SharedWord

  init(of count: Int, runs: SharedWord) {
    self.count = count
    self.runs = runs
  }

  var taken: Int { counter.load(ordering: .relaxed) }

  func makeIterator() -> AnyIterator<Counted> {
    AnyIterator {
      let number = self.counter.add(1, ordering: .relaxed).newValue
      return number <= self.count ? Counted(number: number, runs: self.runs) : nil
    }
  }
}

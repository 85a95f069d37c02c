import Grading
import Groundwork
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.8")) struct `08-FourWorkers` {
    @Test("A worker reports one task after the other, and ends at nil")
    func worker() throws {
      var random = Seeded()
      let tasks = random.different(3, in: 1...999_999)
      let queue = try SharedQueue<Int?>()
      let reports = try SharedQueue<String>()
      // The second nil is for another worker.
      for item in tasks.map(Optional.some) + [nil, nil] { try queue.put(item) }
      let child = try TestChild(QueueWorker(queue, reports: reports))
      let end = try child.ended(orElse: "the worker got nil, and goes on; \(random)")
      let put = try rest(of: reports)
      let left = try rest(of: queue)
      #expect(end == .exited(0), "the target should return")
      #expect(
        put == tasks.map { "task \($0) by \(child.pid)" },
        "the worker, process \(child.pid), got the tasks \(tasks); \(random)")
      #expect(left == [nil], "each worker takes one nil, and leaves the others; \(random)")
    }

    @Test("A worker waits while there is no task")
    func waits() throws {
      var random = Seeded()
      let task = Int.random(in: 1...999_999, using: &random)
      let queue = try SharedQueue<Int?>()
      let reports = try SharedQueue<String>()
      let worker = try Observed { try QueueWorker(queue, reports: reports).run() }
      let activity = try worker.settled()
      try queue.put(task)
      try queue.put(nil)
      try worker.value(orElse: "the worker got nil, and goes on; \(random)")
      let put = try rest(of: reports)
      #expect(
        activity == .asleep,
        """
        there was no task yet, and the worker should wait for one, but it was \(activity): empty \
        means that there is nothing now, and not that nothing will come; \(random)
        """)
      #expect(put == ["task \(task) by \(CurrentProcess.pid)"], "it ran here this time; \(random)")
    }

    @Test("A report that can't be put is an error")
    func noReports() throws {
      let queue = try SharedQueue<Int?>()
      let reports = try SharedQueue<String>()
      try reports.close()
      for item in [1, nil] { try queue.put(item) }
      let worker = try Observed { try QueueWorker(queue, reports: reports).run() }
      #expect(
        throws: QueueError.closed,
        "the queue of the reports was closed, so that `put` throws: pass that on"
      ) { try worker.value(orElse: "the worker got nil, and goes on") }
    }

    @Test("Four workers do ten tasks, each of them once")
    func tenTasks() throws {
      var random = Seeded()
      let tasks = random.different(10, in: 1...999_999)
      let starts = Starts()
      let run = try Observed { try shareOut(tasks, to: 4) }
      let reports = try run.value(
        orElse: """
          shareOut doesn't return. Either it waits for more reports than there are tasks, or it joins \
          a worker that waits for more tasks: put a nil for each worker; \(random)
          """)
      let isLeft = hasChildren()
      #expect(starts.count == 4, "four workers, each in a child of its own; \(random)")
      #expect(
        starts.joinedBefore == 0, "start all workers before you join one of them; \(random)")
      #expect(
        reports.map { task(of: $0) }.sorted() == tasks.map { "task \($0)" }.sorted(),
        "the ten tasks were \(tasks), and each should be done once; \(random)")
      let workers = Set(reports.compactMap { worker(of: $0) })
      #expect(
        workers.isSubset(of: starts.pids),
        "the workers are \(starts.pids), this process is \(CurrentProcess.pid); \(random)")
      #expect(!isLeft, "the function has returned, and a child is still there: join every one")
    }

    @Test("There may be more workers than tasks", arguments: [1, 0])
    func fewTasks(count: Int) throws {
      var random = Seeded()
      let tasks = random.different(count, in: 1...999_999)
      let run = try Observed { try shareOut(tasks, to: 3) }
      let reports = try run.value(
        orElse: "shareOut doesn't return: put a nil for each worker, whether it had a task or not")
      #expect(!hasChildren(), "the function has returned, and a child is still there: join it")
      #expect(reports.map { task(of: $0) } == tasks.map { "task \($0)" }, "\(random)")
    }

    @Test("All workers are there at the same time, and it waits for them")
    func together() throws {
      var random = Seeded()
      let tasks = random.different(10, in: 1...999_999)
      let workers = Int.random(in: 2...5, using: &random)
      let performance = try Performance(isHeld: true) { try shareOut(tasks, to: workers) }
      let activity = try performance.settled(with: workers)
      let started = performance.starts.count
      let areHeld = performance.starts.areHeld
      let reports = try performance.end().value
      let isLeft = hasChildren()
      #expect(
        started == workers,
        """
        no worker could go on, and \(started) of \(workers) were started: start all of them before \
        you wait for one; \(random)
        """)
      #expect(
        activity == .asleep || !areHeld,
        "no worker had ended, and the function didn't wait: it was \(activity); \(random)")
      #expect(reports.count == 10, "a report for each task; \(random)")
      #expect(!isLeft, "the function has returned, and a child is still there: join every one")
    }

    @Test("It waits until all workers have ended, though there was nothing to do")
    func joins() throws {
      let performance = try Performance(isHeld: true) { try shareOut([], to: 3) }
      let activity = try performance.settled(with: 3)
      let areHeld = performance.starts.areHeld
      let reports = try performance.end().value
      let isLeft = hasChildren()
      #expect(
        activity == .asleep || !areHeld,
        "no worker had ended, and the function didn't wait: it was \(activity). Join all of them")
      #expect(reports == [], "there were no tasks")
      #expect(!isLeft, "the function has returned, and a child is still there: join every one")
    }

    @Test("It waits for every worker", arguments: [0, 2])
    func everyOne(late: Int) throws {
      let performance = try Performance(isHeld: true) { try shareOut([1, 2, 3, 4], to: 3) }
      let activity = try performance.settled(without: late, of: 3)
      let areHeld = performance.starts.areHeld
      let reports = try performance.end().value
      #expect(
        activity == .asleep || !areHeld,
        """
        two workers had ended, and worker \(late + 1) had not, and the \
        function didn't wait for it: it was \(activity). Call join on every one
        """)
      let pid = performance.starts.pids[late]
      #expect(
        !reports.contains { worker(of: $0) == pid } || !areHeld,
        """
        worker \(late + 1) was stopped, and the other two ended; but tasks waited for it alone. Let all \
        workers share one queue, so that whoever is free takes the next task
        """)
    }

    /// The task of a report, such as "task 7" of "task 7 by 4711".
    private func task(of report: String) -> String {
      report.split(separator: " ").prefix(2).joined(separator: " ")
    }

    /// The process of a report.
    private func worker(of report: String) -> pid_t? {
      report.split(separator: " ").last.flatMap { pid_t($0) }
    }
  }
}

import Grading
import Groundwork
import Testing

extension `6-Queue` {
  @Suite(.exercise("6.8")) struct `08-FivePrograms` {
    @Test("Colors come out as they went in, with a number each")
    func colors() throws {
      var random = Seeded()
      // The same color more than once, and none at all.
      for count in [0, 1, Int.random(in: 2...40, using: &random), 1_000] {
        // The first one and the last one are different.
        let colors = (0..<count).map { number in
          number == 0
            ? "white" : ["red", "green", "blue", "black"].randomElement(using: &random) ?? ""
        }
        let lines = try Observed { try numberedColors(colors) }.value(
          orElse: "the queue is empty after \(count) colors, and it waits for more; \(random)")
        #expect(lines == zip(1..., colors).map { "\($0) \($1)" }, "numbers from 1 on; \(random)")
      }
      #expect(pageFaultsOfChildren() == 0, "one process is enough for this program")
    }

    @Test("A child puts hello0 to hello9, and they are there when it has ended")
    func tenHellos() throws {
      let greetings = try Observed { try hellos(10) }.value(
        orElse: "hellos(10) doesn't return: an empty queue says that nothing is left, not get")
      #expect(greetings == (0..<10).map { "hello\($0)" }, "set and get, and then it is empty")
      #expect(
        pageFaultsOfChildren() > 0,
        "the greetings are right, but no child has ended that could have put them")
      #expect(!hasChildren(), "hellos returned, and a child is still there")
    }

    @Test("As many hellos as are asked for, from none to a thousand")
    func manyHellos() throws {
      var random = Seeded()
      for count in [0, 1, Int.random(in: 2...999, using: &random), 1_000] {
        let greetings = try Observed { try hellos(count) }.value(
          orElse: "hellos(\(count)) doesn't return: is there room for all, before anyone gets one?")
        #expect(greetings == (0..<count).map { "hello\($0)" }, "hellos(\(count)); \(random)")
      }
    }

    @Test("The reader is terminated when it has acknowledged every value, and not before")
    func writerAndReader() throws {
      var random = Seeded()
      for count in [0, 3, Int.random(in: 1...20, using: &random), 2_000] {
        // One of them more than once: the last one may come before.
        let values = (0..<count).map {
          $0 % 3 == 0 || $0 == count - 1 ? "again" : "\($0) of \(random.next() % 10)"
        }
        let result = try Observed { try writeAndRead(values) }.value(
          orElse: """
            writeAndRead of \(count) values doesn't return. The reader never ends by itself: it \
            must be terminated, once it has acknowledged them; \(random)
            """)
        #expect(
          result.read == values,
          """
          \(result.read.count) of \(count) values were acknowledged, or in another order: who ends \
          the reader too soon loses what it was about to read; \(random)
          """)
        #expect(
          result.reader == .signaled(SIGTERM),
          "the reader ended as \(String(describing: result.reader)), not by terminate; \(random)")
        #expect(!hasChildren(), "writeAndRead returned, and a child is still there")
      }
    }

    @Test("The squarer ends at the sentinel, not when there is nothing at the moment")
    func sentinel() throws {
      var random = Seeded()
      let questions = try SharedQueue<Int?>(capacity: 9)
      let answers = try SharedQueue<Int?>(capacity: 99)
      let child = try TestChild(Squarer(questions, squares: answers))
      var expected: [Int?] = []
      for _ in 0..<3 {
        // It has looked, and found nothing.
        while !questions.items.mayBeHeard, !child.hasEnded { sched_yield() }
        #expect(!child.hasEnded, "there was no number for a moment, and the child has ended")
        let number = Int.random(in: -9...9, using: &random)
        try questions.put(number)
        expected.append(number * number)
        if child.hasEnded { break }
        while answers.numbers.put < expected.count, !child.hasEnded { sched_yield() }
      }
      try questions.put(nil)
      // Whoever does not end at the first one has nothing more to wait for.
      try questions.put(5)
      let end = try child.ended(orElse: "nil was put, and the child goes on; \(random)")
      #expect(end == .exited(0), "the child ends by itself")
      try answers.require(4, "three squares and the nil that it passes on; \(random)")
      let got = try (0..<4).map { _ in try answers.get() }
      #expect(got == expected + [nil], "the nil comes last: it says that all squares are there")
    }

    @Test("The squares come in order, for any number of numbers")
    func squared() throws {
      var random = Seeded()
      for count in [0, 1, 2, Int.random(in: 3...50, using: &random), 5_000] {
        // Zero is a number like others.
        let numbers =
          (0..<max(0, count - 2)).map { _ in Int.random(in: -5...1_000, using: &random) }
          + [0, Int.random(in: 2...9, using: &random)].suffix(count)
        let got = try Observed { try squares(of: numbers) }.value(
          orElse: """
            squares of \(numbers.count) numbers: it doesn't return. Is there room for all? Do both \
            sides put their nil? \(random)
            """)
        #expect(got == numbers.map { $0 * $0 }, "the squares, in order; \(random)")
        #expect(!hasChildren(), "the squares are there, and a child is left")
      }
      #expect(
        pageFaultsOfChildren() > 0, "the squares are right, but no child has squared anything")
    }

    @Test("A worker takes one task at a time, and leaves the rest to the others")
    func oneAtATime() throws {
      let tasks = try SharedQueue<String>(capacity: 9)
      // A worker that has a report to put waits until the one before was got.
      let reports = try SharedQueue<String>(capacity: 1)
      for number in 1...5 { try tasks.put("task \(number)") }
      let children = try (1...2).map { number in
        try TestChild(TaskWorker(tasks, reports: reports), name: "worker \(number)")
      }
      // The first report is in the queue; with two more, both workers wait for room.
      while tasks.numbers.taken < 3, children.contains(where: { !$0.hasEnded }) { sched_yield() }
      while !reports.room.mayBeHeard, children.contains(where: { !$0.hasEnded }) { sched_yield() }
      let left = tasks.numbers
      let got = try Observed { try (1...5).map { _ in try reports.get() } }.value(
        orElse: "two workers and five tasks, and there are fewer reports")
      for child in children {
        let end = try child.ended(orElse: "there are no more tasks, and a worker goes on")
        #expect(end == .exited(0), "a worker ends by itself")
      }
      #expect(
        left.taken == 3,
        """
        one report is not got yet, so two workers wait to put theirs, and two tasks should be left \
        for whoever is free first: \(left)
        """)
      let lines = Set(
        (1...5).flatMap { task in
          (1...2).map { "task \(task) is done by worker \($0)" }
        })
      #expect(lines.isSuperset(of: got), "each report names the task and the worker: \(got)")
      #expect(Set(got.map { $0.prefix(6) }).count == 5, "each task is done once: \(got)")
    }

    @Test("A worker ends also if another one takes the last task while it looks")
    func lastTaskGone() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let tasks = try SharedQueue<String>(capacity: 9)
        let reports = try SharedQueue<String>(capacity: 9)
        try tasks.put("the last task")
        let worker = try steps.directs { try TaskWorker(tasks, reports: reports).run() }
        _ = try steps.waitUntilParked()
        let other = try Observed {
          do { _ = try tasks.get(timeout: .zero) } catch QueueError.empty {
            // The worker was faster.
          }
        }
        _ = try other.settled()
        steps.resume()
        try other.value(orElse: "another worker waits for the queue's lock")
        guard try worker.isDoneSoon() else {
          throw TestFailure(
            """
            there was one task. A worker was stopped before step \(step) (its steps: \
            \(steps.trace.suffix(12))), and another one took the task. Now the first waits for ever: \
            what it saw when it looked is no longer true when it gets. Get without waiting, and see \
            whether that worked
            """)
        }
        try worker.value(orElse: "a worker doesn't end")
      }
    }

    @Test("What the queues throw comes out of the squarer and of a worker", .holds(.failure))
    func closed() throws {
      let answers = try SharedQueue<Int?>(capacity: 9)
      answers.closeAnyway()
      // It can put neither a square, nor the nil that it passes on.
      for item in [3, nil] as [Int?] {
        let questions = try SharedQueue<Int?>(capacity: 9)
        try questions.put(item)
        let squarer = try Observed { try Squarer(questions, squares: answers).run() }
        #expect(
          throws: QueueError.closed,
          "a squarer got \(item.map { "\($0)" } ?? "nil"), could not put anything, and has to say so"
        ) {
          try squarer.value(orElse: "the queue of the squares is closed, and the squarer goes on")
        }
        questions.closeAnyway()
      }
      let nothing = try SharedQueue<Int?>(capacity: 9)
      nothing.closeAnyway()
      let early = try Observed { try Squarer(nothing, squares: answers).run() }
      #expect(
        throws: QueueError.closed, "the numbers ended without nil: that is not the end it waits for"
      ) { try early.value(orElse: "the queue of the numbers is closed, and the squarer goes on") }
      let open = try SharedQueue<Int?>(capacity: 9)
      let part = try Observed { try Squarer(nothing, squares: open).run() }
      #expect(throws: QueueError.closed, "the numbers ended without nil") {
        try part.value(orElse: "the queue of the numbers is closed, and the squarer goes on")
      }
      try open.require(
        0,
        "there was no nil, and the squarer passed one on: who gets that takes a part for all squares"
      )
      let tasks = try SharedQueue<String>(capacity: 9)
      let reports = try SharedQueue<String>(capacity: 9)
      try tasks.put("a task")
      reports.closeAnyway()
      let worker = try Observed { try TaskWorker(tasks, reports: reports).run() }
      #expect(throws: QueueError.closed, "a worker could not report, and has to say so") {
        try worker.value(orElse: "the queue of the reports is closed, and a worker goes on")
      }
    }

    @Test("Whatever can't be had makes each program throw", .holds(.scarcity))
    func scarce() throws {
      let programs: [(name: String, run: @Sendable () throws -> Bool)] = [
        ("numberedColors", { try numberedColors(["red"]) == ["1 red"] }),
        ("hellos", { try hellos(1) == ["hello0"] }),
        ("writeAndRead", { try writeAndRead(["A"]).read == ["A"] }),
        ("squares", { try squares(of: [3]) == [9] }),
        ("doTasks", { try doTasks(["a"], workers: 1).count == 1 }),
      ]
      for program in programs {
        try Observed {
          try tryWithFewDescriptors {
            if try !program.run() {
              throw TestFailure(
                "\(program.name) returned too little: throw what queues and start throw")
            }
          }
        }
        .value(
          orElse: """
            this process had hardly a descriptor left, and \(program.name) doesn't come to its end: if \
            a child or a queue can't be had, throw
            """)
      }
      #expect(!hasChildren(), "a program threw, and a child of its is left behind")
    }

    @Test("There is room for more tasks than a queue holds by default", .holds(.extremes))
    func manyTasks() throws {
      let child = try TestChild(ManyTasks(count: 65_537))
      let end = try child.ended(
        within: .seconds(8),
        orElse: """
          doTasks got 65,537 tasks, and no worker was ever started. The tasks are all put before, so \
          there must be room for all of them: a queue of the default capacity holds 65,536
          """)
      #expect(end == .exited(0), "doTasks starts its workers when all tasks are put")
    }

    @Test("Four workers do ten tasks, each once")
    func tenTasks() throws {
      var random = Seeded()
      for count in [10, 0, 1, Int.random(in: 11...3_000, using: &random)] {
        let tasks = (0..<count).map { "Task no \($0)" }
        // With one, none can be missing.
        let workers = count == 10 ? 4 : count == 1 ? 1 : Int.random(in: 1...4, using: &random)
        let reports = try Observed { try doTasks(tasks, workers: workers) }.value(
          orElse: "\(workers) workers and \(count) tasks: it doesn't return; \(random)")
        #expect(reports.count == count, "a report for each task; \(random)")
        let words = reports.map { $0.split(separator: " ") }
        try #require(
          words.allSatisfy { $0.count == 7 }, "TASK is done by NAME: \(reports.prefix(3))")
        #expect(
          words.compactMap { Int($0[2]) }.sorted() == Array(0..<count), "each once; \(random)")
        let names = Set(words.map { String($0[6]) })
        #expect(
          names.isSubset(of: (1...workers).map { "TaskWorker-\($0)" }),
          "there are \(workers) workers, each with a name of its own: \(names); \(random)")
        for name in names {
          let own = words.filter { $0[6] == name }.compactMap { Int($0[2]) }
          #expect(own == own.sorted(), "first put, first got: \(name); \(random)")
        }
        #expect(!hasChildren(), "doTasks returned, and a worker is left")
      }
      #expect(pageFaultsOfChildren() > 0, "the reports are right, but no child has done anything")
    }
  }
}

/// A child that has many tasks done, and exits with 0 as soon as a worker is started.
struct ManyTasks: ProcessTarget {
  let count: Int

  func run() throws {
    Harness.childStarted = { pid, _, _ in
      _ = kill(pid, SIGKILL)
      reap(pid)
      exit(0)
    }
    _ = try doTasks(Array(repeating: "", count: count), workers: 1)
  }
}

/// Whether this process has any child, running or zombie.
private func hasChildren() -> Bool {
  var information = siginfo_t()
  return waitid(P_ALL, 0, &information, WEXITED | WNOWAIT | WNOHANG) == 0
}

/// How many page faults the children had that this process has waited for: 0 if there were none.
private func pageFaultsOfChildren() -> Int {
  var usage = rusage()
  // The number of RUSAGE_CHILDREN, whose type differs between systems.
  getrusage(-1, &usage)
  return Int(usage.ru_minflt)
}

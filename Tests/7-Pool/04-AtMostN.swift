import Grading
import Groundwork
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.4")) struct `04-AtMostN` {
    @Test("Four workers work at the same time, and the fifth task waits for one of them")
    func fourAtOnce() throws {
      var random = Seeded()
      let meeting = try Meeting()
      defer { meeting.close() }
      let gates = try (0..<5).map { _ in try Descriptor.pipe() }
      defer { for gate in gates { gate.reader.close() } }
      try withPool(try ProcessPool(workers: 4)) { pool in
        let inbox = try Inbox<Done>()
        defer { inbox.close() }
        for (number, gate) in gates.enumerated() {
          try pool.start(Visit(number, to: meeting, through: gate.reader), at: number, for: inbox)
        }
        let first = try (0..<4).map { index in
          try meeting.arrival(
            orElse: "\(index) of 4 workers have begun: each task should have one, at the same time")
        }
        let pids = Set(first.map(\.pid))
        #expect(
          pids.count == 4, "four tasks that wait need four processes: \(pids.count) have begun")
        // One of them goes, and only now the fifth task can be begun.
        let leaver = try #require(first.randomElement(using: &random), "nobody has come")
        gates[leaver.number].writer.close()
        let fifth = try meeting.arrival(
          orElse: "a worker is done with its task, and doesn't begin the one that waits; \(random)")
        for gate in gates { gate.writer.close() }
        let answers = try inbox.answers(5, orElse: "not all of the five tasks were answered")
        #expect(
          fifth.pid == leaver.pid,
          """
          the fifth task should wait for one of the four workers, and worker \(leaver.pid) was done \
          first: it was begun by \(pids.contains(fifth.pid) ? "another" : "a fifth") one; \(random)
          """)
        #expect(answers.count == 5, "\(random)")
      }
    }

    @Test("A worker without work gets the next task")
    func idle() throws {
      var random = Seeded()
      let count = Int.random(in: 3...7, using: &random)
      try withPool(try ProcessPool(workers: 4)) { pool in
        let inbox = try Inbox<Done>()
        defer { inbox.close() }
        var pids: Set<pid_t> = []
        for number in 0..<count {
          try pool.start(Who(number: number), at: number, for: inbox)
          let answers = try inbox.answers(orElse: "task \(number) was not done; \(random)")
          if let done = try answers[number]?.get().outputs().first { pids.insert(done.pid) }
          // The answer is here a moment before its worker counts as idle.
          try pool.waitUntilIdle(1)
        }
        #expect(
          pids.count == 1,
          """
          \(count) tasks came one after the other, each when the one before was done, and there are \
          \(pids.count) workers: one who has nothing to do should get the task; \(random)
          """)
      }
    }

    @Test("In a full pool, an idle worker gets the task")
    func fullAndIdle() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(workers: 2)) { pool in
        let inbox = try Inbox<Done>()
        defer { inbox.close() }
        for number in 0..<2 { try pool.start(Visit(number, to: meeting), at: number, for: inbox) }
        let pids = try (0..<2).map { _ in
          try meeting.arrival(orElse: "two tasks should be done at the same time").pid
        }
        meeting.letAllGo()
        _ = try inbox.answers(2, orElse: "two tasks were not answered")
        // Both seats are there, as many as may be, and both sleep.
        try pool.waitUntilIdle(2)
        try pool.start(Who(number: 2), at: 2, for: inbox)
        let answers = try inbox.answers(
          orElse: """
            there are as many workers as may be, and all are idle; a task came, and nobody does it: \
            a seat that sleeps goes on only if it is woken, so look for an idle one first
            """)
        let done = try answers[2]?.get().outputs().first
        #expect(
          done.map { pids.contains($0.pid) } == true, "one of the two workers should do the task")
      }
    }

    @Test("What is decided for one job is seen by the next one")
    func decisions() throws {
      var random = Seeded()
      // More than there are processors: a worker may also wait for something else.
      let most = CurrentProcess.processorCount + Int.random(in: 1...9, using: &random)
      let pool = try ProcessPool(workers: most)
      let steps = pool.engine.state.withLock { state in
        (0..<(most + 5)).map { _ in
          switch state.nextStep() {
          case .hire: "hire"
          case .wake: "wake"
          case .wait: "wait"
          }
        }
      }
      // The seats that were counted will never come.
      pool.engine.state.withLock { $0.seatCount = 0 }
      pool.end()
      #expect(
        steps == Array(repeating: "hire", count: most) + Array(repeating: "wait", count: 5),
        """
        \(most) seats are allowed, there is none, and \(most + 5) jobs come before the first seat is \
        there: a seat is to be counted when it is decided on; \(random)
        """)
    }

    @Test("Each idle seat takes a job, with or without a worker")
    func withoutWorkers() throws {
      try withPool(try ProcessPool(staffedWith: 3)) { pool in
        // Nothing was done yet, so that none has a worker: as when that has retired.
        try pool.waitUntilIdle(3)
        let woken = pool.engine.state.withLock { state in
          let seats = state.idle
          defer { state.idle = seats }
          return (0..<4).map { _ in
            if case .wake(let seat) = state.nextStep() {
              seats.firstIndex { $0 === seat }.map { "seat \($0)" } ?? "a stranger"
            } else {
              "none"
            }
          }
        }
        #expect(
          Set(woken.prefix(3)) == ["seat 0", "seat 1", "seat 2"] && woken.last == "none",
          """
          three seats are idle, and none of them has a worker yet. Of four jobs each should wake another \
          one, and the last one wait; woken were \(woken). A seat without a worker gets one when it has \
          a job
          """)
      }
    }

    @Test("Each idle worker gets one of the jobs that come together")
    func allIdle() throws {
      var random = Seeded()
      try withPool(try ProcessPool(workers: 3)) { pool in
        // Two of three seats are there, and idle.
        let inbox = try Inbox<Done>()
        defer { inbox.close() }
        let first = try Meeting()
        defer { first.close() }
        for number in 0..<2 { try pool.start(Visit(number, to: first), at: number, for: inbox) }
        let old = try (0..<2).map { _ in
          try first.arrival(orElse: "two tasks should be done at the same time").pid
        }
        first.letAllGo()
        _ = try inbox.answers(2, orElse: "two tasks were not answered")
        try pool.waitUntilIdle(2)
        let second = try Meeting()
        defer { second.close() }
        let count = Int.random(in: 3...5, using: &random)
        // All in one go: no seat takes a job before the next one comes.
        try pool.start(chunks: (0..<count).map { [Visit($0, to: second)] }) {
          inbox.put($1, at: 2 + $0)
        }
        let new = try (0..<3).map { index in
          try second.arrival(
            orElse: """
              there are two idle workers, and a third is allowed, but only \(index) of \(count) tasks \
              were begun: whoever is woken is not idle any more; \(random)
              """
          ).pid
        }
        second.letAllGo()
        _ = try inbox.answers(count, orElse: "not all tasks were answered; \(random)")
        let rest = try second.arrivalsToTheEnd(of: pool).map(\.pid)
        let (workers, kept) = (Set(new + rest), Set(old).intersection(new))
        #expect(
          workers.count == 3, "three workers should do the \(count) tasks: \(workers); \(random)")
        #expect(
          kept.count == 2,
          "\(old) were idle, and should be among the three that begin: \(new); \(random)")
      }
    }

    @Test("There are no more workers than tasks")
    func noMoreThanNeeded() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(workers: 5)) { pool in
        let before = pool.engine.state.withLock { $0.seatCount }
        let inbox = try Inbox<Done>()
        defer { inbox.close() }
        for number in 0..<2 { try pool.start(Visit(number, to: meeting), at: number, for: inbox) }
        for _ in 0..<2 { _ = try meeting.arrival(orElse: "two tasks should have begun") }
        let seats = pool.engine.state.withLock { $0.seatCount }
        meeting.letAllGo()
        _ = try inbox.answers(2, orElse: "two tasks were not answered")
        #expect(before == 0, "nothing is to be done, so no worker is needed")
        #expect(seats == 2, "two tasks need two workers, though five are allowed")
      }
    }

    @Test("Many tasks are done by all workers, and nobody else")
    func many() throws {
      var random = Seeded()
      let workers = Int.random(in: 2...4, using: &random)
      let count = Int.random(in: 20...60, using: &random)
      try withPool(try ProcessPool(workers: workers)) { pool in
        let inbox = try Inbox<Done>()
        defer { inbox.close() }
        for number in 0..<count {
          try pool.start(Who(number: number), at: number, for: inbox)
        }
        let answers = try inbox.answers(count, orElse: "not all tasks were answered; \(random)")
        let done = try answers.values.flatMap { try $0.get().outputs() }
        #expect(Set(done.map(\.number)) == Set(0..<count), "each task is done once; \(random)")
        #expect(
          Set(done.map(\.pid)).count <= workers,
          "\(workers) workers are allowed, and \(Set(done.map(\.pid)).count) have come; \(random)")
      }
    }
  }
}

extension ProcessPool {
  /// Waits until so many seats have nothing to do.
  func waitUntilIdle(_ count: Int) throws {
    let deadline = Deadline(after: .seconds(5))
    while engine.state.withLock({ $0.idle.count < count || $0.waiting.count > 0 }) {
      if deadline.hasPassed { throw TestFailure("no seat becomes idle") }
      sched_yield()
    }
  }
}

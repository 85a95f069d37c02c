import Grading
import Groundwork
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.3")) struct `03-Map` {
    @Test("The outputs come in the order of the tasks, however many there are in a chunk")
    func order() throws {
      var random = Seeded()
      try withPool(try ProcessPool(staffedWith: 3)) { pool in
        // First fewer tasks than chunks by default.
        let few = Int.random(in: 1...5, using: &random)
        let many = Int.random(in: 6...60, using: &random)
        for (count, chunk) in [
          (1, nil), (few, nil), (many, nil), (many, 1), (many, 2), (many, 7), (many, many - 1),
          (many, many),
          (many, many + 3), (many, 1_000),
        ] {
          let numbers = random.different(count, in: 1...1_000)
          let outputs = try within(
            orElse: """
              map of \(numbers.count) tasks doesn't return, with chunk \
              \(chunk.map(String.init) ?? "nil"); \(random)
              """
          ) { try pool.map(numbers.map { Triple(number: $0) }, chunk: chunk) }
          #expect(
            outputs == numbers.map { $0 * 3 },
            """
            of \(numbers.count) tasks, with chunk \(chunk.map(String.init) ?? "nil"): each output \
            should be in the place of its task; \(random)
            """)
        }
      }
    }

    @Test("The largest chunk has all tasks", .holds(.extremes))
    func largestChunk() throws {
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        let outputs = try within(orElse: "map doesn't return, with chunk Int.max") {
          try pool.map((0..<5).map { Triple(number: $0) }, chunk: Int.max)
        }
        #expect(
          outputs == [0, 3, 6, 9, 12], "any chunk from 1 on will do: whoever adds to it traps")
      }
    }

    @Test("The first task may be done last")
    func firstIsLast() throws {
      var random = Seeded()
      let count = Int.random(in: 4...9, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        // The last task opens the gate that the first one waits at.
        let tasks = (0..<count).map { index in
          GateKeeper(
            number: index, waits: index == 0 ? meeting.gate.reader : nil,
            opens: index == count - 1 ? meeting.gate.writer : nil)
        }
        let outputs = try within(
          orElse: """
            the first task waits for the last of \(count), and map doesn't return. With chunk 1, the \
            other worker should do all the others; \(random)
            """
        ) { try pool.map(tasks, chunk: 1) }
        #expect(
          outputs == Array(0..<count),
          "the first task was done last: outputs go in the order of the tasks; \(random)")
      }
    }

    @Test("Without tasks there are no outputs")
    func noTasks() throws {
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        for chunk in [nil, 1, 5] {
          let outputs = try within(orElse: "map without tasks doesn't return") {
            try pool.map([Triple](), chunk: chunk)
          }
          #expect(outputs == [], "with chunk \(chunk.map(String.init) ?? "nil")")
        }
      }
    }

    @Test("A chunk is done by one worker, one task after the other")
    func chunks() throws {
      var random = Seeded()
      let size = Int.random(in: 2...4, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        // The first task of the first chunk waits, and so do those behind it.
        let open = try Descriptor.pipe()
        defer { open.reader.close() }
        open.writer.close()
        let call = try Observed {
          try pool.map(
            (0..<(3 * size)).map {
              Visit($0, to: meeting, through: $0 == 0 ? meeting.gate.reader : open.reader)
            }, chunk: size)
        }
        let before = try (0...(2 * size)).map { _ in
          try meeting.arrival(
            orElse: """
              one worker waits in the first chunk: the other one should do the two other chunks of \
              \(size) tasks; \(random)
              """)
        }
        meeting.letAllGo()
        let done = try call.value(orElse: "all tasks are done, and map doesn't return")
        #expect(
          Set(before.map(\.number)) == Set([0]).union(size..<(3 * size)),
          """
          the worker that waits in task 0 has tasks 1 to \(size - 1), too: they are in one chunk. \
          Those that began meanwhile: \(before.map(\.number)); \(random)
          """)
        #expect(Set(done.prefix(size).map(\.pid)).count == 1, "of the first chunk; \(random)")
        #expect(done.map(\.number) == Array(0..<(3 * size)), "\(random)")
      }
    }

    @Test(
      "By default there are four chunks for each worker",
      // Chunks that are full, and such as must be rounded up.
      arguments: zip([(1, 8), (2, 1), (3, 8), (4, 1)], [2, 3, 2, 3]))
    func defaultChunk(chunk: (Int, Int), workers: Int) throws {
      let (size, rest) = chunk
      let count = 4 * workers * (size - 1) + (rest == 1 ? 1 : 4 * workers)
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: workers)) { pool in
        let open = try Descriptor.pipe()
        defer { open.reader.close() }
        open.writer.close()
        let call = try Observed {
          try pool.map(
            (0..<count).map {
              Visit($0, to: meeting, through: $0 == 0 ? meeting.gate.reader : open.reader)
            })
        }
        let before = try (0...(count - size)).map { _ in
          try meeting.arrival(
            orElse: """
              \(count) tasks for \(workers) workers should make chunks of \(size). One worker waits \
              in the first one, and the others did not do all the others
              """)
        }
        meeting.letAllGo()
        _ = try call.value(orElse: "all tasks are done, and map doesn't return")
        #expect(
          Set(before.map(\.number)) == Set([0]).union(size..<count),
          """
          \(count) tasks for \(workers) workers should make chunks of \(size): while one worker waits \
          in the first, the others do the rest
          """)
      }
    }

    @Test("The workers are kept: there are never more of them than were asked for")
    func sameWorkers() throws {
      var random = Seeded()
      let count = Int.random(in: 20...60, using: &random)
      try withPool(try ProcessPool(staffedWith: 3)) { pool in
        var pids: Set<pid_t> = []
        for _ in 0..<3 {
          let done = try within(orElse: "map doesn't return; \(random)") {
            try pool.map((0..<count).map { Who(number: $0) }, chunk: 1)
          }
          pids.formUnion(done.map(\.pid))
        }
        #expect(
          pids.count <= 3,
          "3 workers should do \(3 * count) tasks, and nobody else: \(pids.count) did; \(random)")
        let isHere = pids.contains(CurrentProcess.pid)
        #expect(!isHere, "a task was run in this process")
      }
    }

    @Test("map waits until all tasks are done, and is woken for that alone")
    func waits() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        let call = try Observed {
          try pool.map((0..<4).map { Visit($0, to: meeting) }, chunk: 1)
        }
        for _ in 0..<2 { _ = try meeting.arrival(orElse: "two workers should have begun") }
        let activity = try call.settled()
        let count = try wakeUps(of: call)
        meeting.letAllGo()
        let done = try call.value(orElse: "all tasks are done, and map doesn't return")
        #expect(activity == .asleep, "map should sleep while workers work: it is \(activity)")
        #expect(count <= 1, "nothing happened, and map woke up \(count) times: it polls")
        #expect(done.map(\.number) == [0, 1, 2, 3], "the outputs")
      }
    }

    @Test(
      "An error of the first chunk is thrown when all the others are over, too", .holds(.failure))
    func errorAtTheEnd() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        // What the first task returns breaks on its way, and the second one waits.
        let tasks = [Breaking(visit: nil), Breaking(visit: Visit(1, to: meeting))]
        let call = try Observed { try pool.map(tasks, chunk: 1) }
        _ = try meeting.arrival(orElse: "the second of two tasks, for two workers, was not begun")
        // The first worker's seat has told of its task, and is idle.
        try pool.waitUntilIdle(1)
        let activity = try call.settled()
        meeting.letAllGo()
        let error = #expect(throws: PoolError.self, "what the first task returned can't be decoded")
        {
          _ = try call.value(orElse: "all tasks are done, and map doesn't return")
        }
        #expect(
          activity == .asleep,
          """
          one chunk has failed, and another one was being done: map should throw when all are over, \
          so that nothing of it goes on afterwards. It is \(activity)
          """)
        let isExpected = if case .undecodable("Brittle", _) = error { true } else { false }
        let seen = error.map { "\($0)" } ?? "nothing"
        #expect(
          isExpected, "the first error, in the order of the tasks, is thrown; it was: \(seen)")
      }
    }

    @Test(
      "Of several errors, that of the first task is thrown", .holds(.failure), arguments: [1, 2])
    func firstError(chunk: Int) throws {
      let (gate, opener) = try Descriptor.pipe()
      defer { [gate, opener].forEach { $0.close() } }
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        // The first that breaks is the last that comes.
        let tasks = (0..<6).map {
          Breakable(
            number: $0, breaks: $0 % 2 == 1, waits: $0 == 1 ? gate : nil,
            opens: $0 == 5 ? opener : nil)
        }
        let error = #expect(throws: PoolError.self, "of tasks 1, 3 and 5 the outputs break") {
          _ = try within(orElse: "map doesn't return") { try pool.map(tasks, chunk: chunk) }
        }
        let isFirst =
          if case .undecodable(_, let text) = error { text.hasSuffix("number 1") } else { false }
        #expect(
          isFirst,
          """
          the outputs of tasks 1, 3 and 5 broke, that of 1 at last: its error comes first in the order \
          of the tasks. It was: \(error.map { "\($0)" } ?? "none")
          """)
      }
    }

    @Test("The tasks may be such as can be gone through once")
    func onlyOnce() throws {
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let outputs = try within(orElse: "map doesn't return") {
          var next = 0
          return try pool.map(
            AnyIterator {
              next += 1
              return next <= 5 ? Triple(number: next) : nil
            })
        }
        #expect(outputs == [3, 6, 9, 12, 15], "who counts a sequence first may have used it up")
      }
    }

    @Test("A pool that takes no more tasks refuses all", .holds(.failure))
    func refused() throws {
      let pool = try ProcessPool(staffedWith: 1)
      pool.end()
      #expect(throws: PoolError.terminated, "`start` says why, and map should say the same") {
        _ = try within(orElse: "the pool takes no more tasks, and map waits for answers") {
          try pool.map([Triple(number: 1), Triple(number: 2)])
        }
      }
    }

    @Test("If a task can't be encoded, none is run", .holds(.failure))
    func unencodable() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        let tasks =
          (0..<6).map { Stubborn(isEncodable: true, visit: Visit($0, to: meeting)) } + [Stubborn()]
        meeting.letAllGo()
        let call = try Observed { try pool.map(tasks, chunk: 1) }
        #expect(
          throws: PoolError.unencodable("Stubborn", "it does not want to leave"),
          "the last task can't be encoded"
        ) { try call.value(orElse: "the last task can't be encoded, and map doesn't return") }
        // Those that were queued all the same are done before this one.
        _ = try within(orElse: "the pool does nothing any more") {
          try pool.map((0..<8).map { Who(number: $0) }, chunk: 1)
        }
        let arrivals = try meeting.arrivalsToTheEnd(of: pool)
        #expect(
          arrivals.isEmpty,
          """
          the last task can't be encoded, so that map throws; but \(arrivals.count) other tasks were \
          run: `start(chunks:)` encodes all before it queues one
          """)
      }
    }

    @Test("A chunk of no tasks makes no sense", .holds(.extremes), arguments: [0, -1, Int.min])
    func noSense(chunk: Int) throws {
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        for count in 0...2 {
          #expect(
            throws: PoolError.noSense("chunk", chunk), "chunk is \(chunk), for \(count) tasks"
          ) {
            try within(orElse: "map doesn't return, with chunk \(chunk)") {
              _ = try pool.map((0..<count).map { Triple(number: $0) }, chunk: chunk)
            }
          }
        }
      }
    }
  }
}

extension Meeting {
  /// The reports of all tasks, once the pool's workers have ended.
  func arrivalsToTheEnd(of pool: ProcessPool) throws -> [Arrival] {
    pool.end()
    return try arrivalsToTheEnd()
  }
}

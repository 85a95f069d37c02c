import Grading
import Groundwork
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.5")) struct `05-SubmitGet` {
    @Test("submit goes on at once, and get waits for what the task returns")
    func submitAndGet() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let result = try within(
          orElse: "submit waits for the task: it should queue it, and go on"
        ) { try pool.submit(Visit(number, to: meeting)) }
        let arrival = try meeting.arrival(orElse: "the task was not begun")
        let isEarly = result.isDone
        let get = try Observed { try result.get() }
        let activity = try get.settled()
        let count = try wakeUps(of: get)
        meeting.letAllGo()
        let done = try get.value(orElse: "the task is done, and get doesn't return")
        #expect(!isEarly, "the task has only begun: it is not done")
        #expect(activity == .asleep, "get should sleep while the task runs: it is \(activity)")
        #expect(count <= 1, "nothing happened, and get woke up \(count) times: it polls")
        #expect(
          (done.number, done.pid) == (number, arrival.pid), "what the task returned; \(random)")
        #expect(result.isDone, "the task is done")
      }
    }

    @Test("The result can be asked for again, by several threads at once")
    func again() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let result = try within(orElse: "submit doesn't return") {
          try pool.submit(Visit(number, to: meeting))
        }
        let gets = try (0..<3).map { _ in try Observed { try result.get() } }
        for get in gets { _ = try get.settled() }
        meeting.letAllGo()
        let numbers = try gets.map {
          try $0.value(orElse: "three threads asked for the result, and not all got it").number
        }
        let later = try within(orElse: "the second get doesn't return") { try result.get().number }
        #expect(numbers + [later] == Array(repeating: number, count: 4), "\(random)")
      }
    }

    @Test("After a timeout the task goes on, is run once, and its result still comes")
    func timeout() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        let result = try within(orElse: "submit doesn't return") {
          try pool.submit(Visit(number, to: meeting))
        }
        let first = try meeting.arrival(orElse: "the task was not begun")
        for timeout in [Duration.zero, .seconds(-3), .seconds(Int.min), .milliseconds(5)] {
          let early = try within(orElse: "get doesn't return, after a timeout of \(timeout)") {
            // sleeps: the timeout is what is tested
            try result.get(timeout: timeout)
          }
          #expect(early == nil, "the task waits, so there is nothing after \(timeout)")
        }
        meeting.letAllGo()
        let done = try within(orElse: "after a timeout, get doesn't return") {
          try result.get()
        }
        let others = try meeting.arrivalsToTheEnd(of: pool)
        #expect(
          (done.number, done.pid) == (number, first.pid),
          "the task that timed out goes on, in worker \(first.pid); \(random)")
        #expect(others == [], "a timeout is no reason to run the task again")
      }
    }

    @Test("A get with a timeout returns as soon as the result is there")
    func inTime() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let result = try within(orElse: "submit doesn't return") {
          try pool.submit(Visit(5, to: meeting))
        }
        let get = try Observed { try result.get(timeout: .seconds(1_000)) }
        let activity = try get.settled()
        let count = try wakeUps(of: get)
        meeting.letAllGo()
        let done = try get.value(
          orElse: "the task is done, but get with a timeout of 1,000 seconds doesn't return")
        let again = try within(orElse: "the result is there, but get doesn't return") {
          try result.get(timeout: .zero)
        }
        #expect(activity == .asleep, "get should sleep while the task runs: it is \(activity)")
        #expect(count <= 1, "nothing happened, and get woke up \(count) times: it polls")
        #expect(done?.number == 5, "what the task returned")
        #expect(again?.number == 5, "the result is there: a timeout of zero is long enough")
      }
    }

    @Test("A timeout may be longer than anybody lives", arguments: [5_000_000_000, Int.max])
    func longest(seconds: Int) throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let result = try within(orElse: "submit doesn't return") {
          try pool.submit(Visit(6, to: meeting))
        }
        let get = try Observed { try result.get(timeout: .seconds(seconds)) }
        let activity = try get.settled()
        meeting.letAllGo()
        let done = try get.value(
          orElse: "the task is done, but get with \(seconds) seconds doesn't return")
        #expect(
          activity == .asleep, "\(seconds) seconds are left: get should sleep, and is \(activity)")
        #expect(done?.number == 6, "what the task returned")
      }
    }

    #if DEBUG
    @Test("When its time is over, get does not wait once more")
    func totalTime() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let result = try within(orElse: "submit doesn't return") {
          try pool.submit(Visit(1, to: meeting))
        }
        _ = try meeting.arrival(orElse: "the task was not begun")
        let timeout = Duration.milliseconds(150)
        let steps = try StepControl()
        steps.park(.before(.wait))
        let get = try steps.directs { try result.get(timeout: timeout) == nil }
        let step = try steps.waitUntilParked()
        // Its own was made before.
        try waitUntilPassed(Deadline(after: timeout))
        steps.resume()
        let isNil = try get.value(orElse: "the time is over, and get waits on")
        let sleeps = steps.trace.count { $0.kind == .wait }
        meeting.letAllGo()
        #expect(step != nil && isNil, "the task is not over: get should sleep, and then return nil")
        #expect(
          sleeps <= 1,
          """
          the time was over before get slept, and it slept \(sleeps) times: one Deadline, made at the \
          start, is for the whole call
          """)
      }
    }
    #endif

    @Test("Who asks without waiting does not wait for one who waits")
    func askedMeanwhile() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let result = try within(orElse: "submit doesn't return") {
          try pool.submit(Visit(7, to: meeting))
        }
        let get = try Observed { try result.get() }
        _ = try get.settled()
        let look = try Observed { (result.isDone, try result.get(timeout: .zero)?.number) }
        let activity = try look.settled()
        meeting.letAllGo()
        let seen = try look.value(orElse: "get with a timeout of zero doesn't return")
        _ = try get.value(orElse: "the task is done, and get doesn't return")
        #expect(
          activity == .finished,
          "one thread waits in get, and another asks with a timeout of zero: it is \(activity)")
        #expect(seen == (false, nil), "the task is not over")
      }
    }

    @Test("Each result is that of its own task, in whatever order they are asked for")
    func many() throws {
      var random = Seeded()
      let numbers = (0..<Int.random(in: 20...60, using: &random)).map { _ in
        Int.random(in: 1...1_000, using: &random)
      }
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        let results = try within(orElse: "submit doesn't return; \(random)") {
          try numbers.map { try pool.submit(Triple(number: $0)) }
        }
        for index in numbers.indices.shuffled(using: &random) {
          let output = try within(orElse: "a result doesn't come; \(random)") {
            try results[index].get()
          }
          #expect(output == numbers[index] * 3, "the result of task \(index); \(random)")
        }
      }
    }

    @Test("A task whose result nobody keeps is done all the same")
    func nobodyAsks() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withPool(try ProcessPool(staffedWith: 2)) { pool in
        try within(orElse: "submit doesn't return") {
          for number in 0..<2 { try pool.submit(Visit(number, to: meeting)) }
        }
        let arrivals = try (0..<2).map { _ in
          try meeting.arrival(orElse: "nobody keeps the result, and the task is not done").number
        }
        meeting.letAllGo()
        #expect(Set(arrivals) == [0, 1], "both tasks were begun")
      }
    }

    @Test("A task that is being done does not keep its pool")
    func released() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      var pool: ProcessPool? = try ProcessPool(staffedWith: 1)
      let result = try pool?.submit(Visit(1, to: meeting))
      _ = try meeting.arrival(orElse: "no worker does the task")
      pool = nil
      let call = try Observed { try result?.get() }
      #expect(
        throws: PoolError.terminated,
        "nobody has the pool any more, so that it is terminated: the closure of a task must not hold it"
      ) { _ = try call.value(orElse: "the pool was released, and goes on with its task") }
    }

    @Test("A task that can't be encoded is refused by submit itself")
    func unencodable() throws {
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        #expect(
          throws: PoolError.unencodable("Stubborn", "it does not want to leave"),
          "who submits the task should learn it, and not who asks for the result"
        ) {
          try within(orElse: "submit doesn't return") { _ = try pool.submit(Stubborn()) }
        }
      }
    }

    @Test("A pool that takes no more tasks refuses at once")
    func refused() throws {
      let pool = try ProcessPool(staffedWith: 1)
      pool.end()
      #expect(
        throws: PoolError.terminated,
        "`start` says why, and submit should say the same: its result would never come"
      ) { try within(orElse: "submit doesn't return") { _ = try pool.submit(Triple(number: 1)) } }
    }

    @Test("The result of a task that was not done says why")
    func ended() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pool = try ProcessPool(staffedWith: 1)
      let results = try within(orElse: "submit doesn't return") {
        try (0..<2).map { try pool.submit(Visit($0, to: meeting)) }
      }
      _ = try meeting.arrival(orElse: "the first task was not begun")
      pool.end()
      for result in results {
        #expect(throws: PoolError.terminated, "the pool was ended during the first task") {
          _ = try within(orElse: "the pool has ended, and get doesn't return") { try result.get() }
        }
        #expect(throws: PoolError.terminated, "the pool was ended during the first task") {
          _ = try within(orElse: "the pool has ended, and get doesn't return") {
            try result.get(timeout: .zero)
          }
        }
        #expect(result.isDone, "a task that has failed is over")
      }
    }
  }
}

import Grading
import Groundwork
import Testing

extension `3-SharedValue` {
  @Suite(.exercise("3.4")) struct `04-LostUpdates` {
    typealias Schedule = [(adder: Int, step: AddingStep)]

    @Test("Read, read, write, write: an addition is lost")
    func lost() throws {
      var random = Seeded()
      let (start, amounts) = numbers(2, &random)
      let last = Int.random(in: 0...1, using: &random)
      let schedule: Schedule = [(0, .read), (1, .read), (1 - last, .write), (last, .write)]
      let total = try run(amounts, to: start, schedule).total
      #expect(
        total == start + amounts[last],
        """
        to \(start), two children have added \(amounts). Both have read \(start), so what the last \
        one writes is \(start) + \(amounts[last]), and the other addition is lost; \(random)
        """)
    }

    @Test("One after the other: nothing is lost")
    func kept() throws {
      var random = Seeded()
      let (start, amounts) = numbers(2, &random)
      let first = Int.random(in: 0...1, using: &random)
      let schedule: Schedule = [
        (first, .read), (first, .write), (1 - first, .read), (1 - first, .write),
      ]
      let total = try run(amounts, to: start, schedule).total
      #expect(
        total == start + amounts[0] + amounts[1],
        "to \(start), two children have added \(amounts), one after the other; \(random)")
    }

    @Test("The transcript says what each child has read and written")
    func transcript() throws {
      var random = Seeded()
      for count in 1...3 {
        let (start, amounts) = numbers(count, &random)
        let schedule = schedule(of: count, &random)
        let expected = expectation(amounts, start, schedule)
        let seen = try run(amounts, to: start, schedule)
        #expect(
          seen.transcript == expected.transcript,
          "the adders add \(amounts) to \(start); \(random)")
        #expect(
          seen.total == expected.total, "the steps were \(expected.transcript); \(random)")
      }
    }

    @Test("Each adder has a process of its own, joined at the end")
    func processes() throws {
      var random = Seeded()
      let (start, amounts) = numbers(3, &random)
      let schedule = schedule(of: 3, &random)
      let launches = try Launches.during { _ = try run(amounts, to: start, schedule) }
      let traces = launches.traces
      for pid in launches.pids { reap(pid) }
      #expect(traces == [.reaped, .reaped, .reaped], "three adders, three children, all joined")
    }

    @Test("It waits until every child has ended", arguments: 0..<3)
    func waits(index: Int) throws {
      let stopped = StoppedChild()
      let run = try Observed {
        try stopped.during(index: index) {
          try addInTurns([1, 2, 3], to: 5, schedule: []).total
        }
      }
      _ = try run.settled()
      // It may be waiting for another child, which takes some time to end.
      _ = try countSleeps(of: run, in: 30)
      let activity = try run.settled()
      let limited = run.limitedSleep
      stopped.letGo()
      let total = try run.value(orElse: "addInTurns goes on though every child can end")
      stopped.reapLate()
      #expect(
        activity == .asleep,
        "adder \(index) of 0, 1 and 2 was stopped, and has not ended, and addInTurns is \(activity)"
      )
      #expect(
        limited == nil,
        "addInTurns waits for its children in \(limited ?? ""), for a time: join as long as it takes"
      )
      #expect(total == 5, "nobody was told to add anything")
    }

    @Test("No adders, or no steps, are allowed")
    func nothing() throws {
      let nobody = try run([], to: 7, [])
      let idle = try run([1], to: 8, [])
      #expect(nobody.total == 7 && nobody.transcript == [], "without adders the total stays 7")
      #expect(
        idle.total == 8 && idle.transcript == [], "an adder that is told nothing does nothing")
    }

    @Test(
      "If a child can't be started it throws, when those before it have ended", .holds(.failure))
    func noStart() throws {
      let stopped = StoppedChild()
      let run = try Observed {
        try stopped.during(index: 0, isLast: true) {
          try addInTurns([1, 2], to: 5, schedule: []).total
        }
      }
      _ = try run.settled()
      _ = try countSleeps(of: run, in: 10)
      let activity = try run.settled()
      stopped.letGo()
      let result = Result {
        try run.value(orElse: "adder 1 can't be started, and addInTurns waits for ever")
      }
      stopped.reapLate()
      #expect(throws: LaunchError.self, "adder 1 can't be started: throw what start throws") {
        _ = try result.get()
      }
      #expect(
        activity == .asleep,
        """
        adder 0 was started, and stopped; adder 1 could not be started; and addInTurns was \(activity): \
        however it ends, every child that was started is joined before
        """)
    }

    @Test("Whatever can't be had makes it throw", .holds(.scarcity))
    func scarce() throws {
      try tryWithFewDescriptors {
        let seen = try run([1, 2], to: 5, [(0, .read), (0, .write), (1, .read), (1, .write)])
        #expect(
          seen.total == 8,
          """
          this process had hardly a descriptor left, and addInTurns came to \(seen.total), not to 8: \
          throw what start, connections and shared memory throw
          """)
      }
    }

    @Test("A child that crashes makes it throw", .holds(.death))
    func crash() throws {
      setenv("SWIFT_BACKTRACE", "enable=no", 1)
      let run = try Observed { () -> [pid_t] in
        var seen: (any Error)?
        let launches = Launches.during {
          do {
            // A total above Int.max: the child traps when it is to write.
            _ = try addInTurns([5, 1], to: .max, schedule: [(0, .read), (0, .write), (1, .read)])
          } catch {
            seen = error
          }
        }
        #expect(
          seen as? ConnectionError == .closed,
          """
          the child can't answer any more, so receive throws that its end is closed: throw that on, \
          not \(seen.map { "\($0)" } ?? "nothing")
          """)
        return launches.pids.filter { trace(of: $0) != .reaped }
      }
      let left = try run.value(
        orElse: """
          addInTurns goes on though the child has crashed: the end of the stream comes when every \
          copy of the child's end is closed, that of this process, too
          """)
      for pid in left { reap(pid) }
      #expect(left == [], "also after an error, every child should be joined")
    }
  }
}

// MARK: - An adder alone

extension `3-SharedValue`.`04-LostUpdates` {
  @Test("An adder writes what it has read, plus its amount, whatever the total is by then")
  func stale() throws {
    var random = Seeded()
    let (start, amounts) = numbers(2, &random)
    let total = SharedValue<Int>(memory: try SharedMemory(byteCount: 8))
    total.memory.store(start, at: 0)
    let (director, end) = try Connection.pair()
    let child = try TestChild(Adder(amounts[0], to: total, director: end))
    end.close()
    let read = try ask(director, .read)
    total.memory.store(amounts[1], at: 0)
    let unchanged = total.memory.load(at: 0, as: Int.self)
    let written = try ask(director, .write)
    let seen = total.memory.load(at: 0, as: Int.self)
    total.memory.store(amounts[0], at: 0)
    let readAgain = try ask(director, .read)
    director.close()
    let code = try child.ended(orElse: "the adder goes on after its director has hung up")
    #expect(read == start, "the adder should answer with what it has read; \(random)")
    #expect(unchanged == amounts[1], "before it is told to, the adder should not write; \(random)")
    #expect(
      written == start + amounts[0] && seen == written,
      """
      the adder has read \(start). Then the total became \(amounts[1]), and the adder, which adds \
      \(amounts[0]), was told to write: it should know nothing of the change; \(random)
      """)
    #expect(
      readAgain == amounts[0],
      "the total became \(amounts[0]), and the adder was told to read it once more; \(random)")
    #expect(code == .exited(0), "when the director hangs up, the work is done: that is no error")
  }

  @Test("An adder that is sent what is no step throws", .holds(.damage), arguments: [false, true])
  func noStep(isText: Bool) throws {
    let total = SharedValue<Int>(memory: try SharedMemory(byteCount: 8))
    let (director, end) = try Connection.pair()
    let child = try TestChild(Adder(1, to: total, director: end))
    end.close()
    if isText {
      try director.send("neither to read, nor to write")
    } else {
      try director.send(["neither to read", "nor to write"])
    }
    let code = try child.ended(orElse: "the adder goes on after it was sent what is no step")
    director.close()
    let seen = total.memory.load(at: 0, as: Int.self)
    #expect(
      code == .exited(1) && seen == 0,
      """
      the adder was sent something that is no AddingStep, so receive throws. It \(code), and the total is \
      \(seen): only that the director hangs up (ConnectionError.closed) is no error, and run throws \
      every other, so that the child ends with code 1
      """)
  }

  #if DEBUG
  @Test("A step begins when the one before it is done")
  func oneAtATime() throws {
    var random = Seeded()
    let (start, amounts) = numbers(2, &random)
    let steps = try StepControl()
    let run = try Observed { () -> Int in
      var lastLaunch = 0
      steps.install()
      _ = try Launches.during({ _ in lastLaunch = steps.stepCount }) {
        _ = try addInTurns(
          amounts, to: start,
          schedule: [(0, .read), (1, .read), (0, .write), (1, .write), (0, .read)])
      }
      steps.uninstall()
      return lastLaunch
    }
    let lastLaunch = try run.value(orElse: "addInTurns goes on and on")
    // What was sent to whom, and where an answer came from.
    var unanswered: Int?
    for step in steps.trace.dropFirst(lastLaunch) {
      if step.kind == .read, step.place == unanswered { unanswered = nil }
      if step.kind == .write {
        #expect(
          unanswered == nil || unanswered == step.place,
          """
          an order was sent before the last one was answered: then nobody knows which of the two \
          is done first
          """)
        unanswered = step.place
      }
    }
  }
  #endif

  func ask(_ director: Connection, _ step: AddingStep) throws -> Int {
    try director.send(step)
    try #require(
      try director.poll(timeout: .seconds(6)), "the adder doesn't answer the order to \(step)")
    return try director.receive(Int.self)
  }
}

/// Calls `addInTurns`, which must not go on and on.
private func run(
  _ amounts: [Int], to start: Int, _ schedule: `3-SharedValue`.`04-LostUpdates`.Schedule
) throws -> (total: Int, transcript: [String]) {
  try Observed { try addInTurns(amounts, to: start, schedule: schedule) }.value(
    orElse: """
      addInTurns goes on after the last step: a child waits for its next order until every copy of \
      the director's end is closed
      """)
}

/// Something to begin with, and amounts whose sums can be told apart.
private func numbers(_ count: Int, _ random: inout Seeded) -> (start: Int, amounts: [Int]) {
  (
    .random(in: 1...99, using: &random),
    (0..<count).map { .random(in: 100...199, using: &random) << ($0 * 10) }
  )
}

/// Any order of the steps in which each adder reads, and later writes.
private func schedule(
  of count: Int, _ random: inout Seeded
) -> `3-SharedValue`.`04-LostUpdates`.Schedule {
  var hasRead: Set<Int> = []
  return (0..<count * 2).map { $0 / 2 }.shuffled(using: &random).map { adder in
    (adder, hasRead.insert(adder).inserted ? .read : .write)
  }
}

/// What comes of a schedule.
private func expectation(
  _ amounts: [Int], _ start: Int, _ schedule: `3-SharedValue`.`04-LostUpdates`.Schedule
) -> (total: Int, transcript: [String]) {
  var (total, seen) = (start, amounts)
  let transcript = schedule.map { adder, step in
    switch step {
    case .read: seen[adder] = total
    case .write: total = seen[adder] + amounts[adder]
    }
    return "\(adder) \(step)s \(total)"
  }
  return (total, transcript)
}

// More of its tests are in Helpers/Adders.swift.

import Grading
import Groundwork
import Testing

extension `5-Event` {
  @Suite(.exercise("5.7")) struct `07-StartingGun` {
    @Test("A runner tells that it is ready, and waits for the gun")
    func runner() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let track = try Track()
      defer { track.close() }
      let gun = try SharedEvent()
      let runner = try Runner(track.sprinter(number), gun: gun)
      track.steps[number]?.park(.before(.wait))
      let child = try TestChild(runner)
      let step = try track.steps[number]?.parked(
        orElse: "the runner should sleep until the gun is fired", random)
      let isReady = !runner.isReady.changes.load().isMultiple(of: 2)
      gun.change()
      track.steps[number]?.resume()
      let end = try child.ended(orElse: "the gun was fired, and the runner doesn't end; \(random)")
      let lines = try track.lines()
      #expect(step != nil, "the runner didn't wait for the gun; \(random)")
      #expect(isReady, "the runner waits for the gun, and nobody knows that it is ready; \(random)")
      #expect(end == .exited(0), "the target returned; \(random)")
      #expect(
        lines == ["\(number) came", "\(number) began"],
        "after the gun, the target should run once; \(random)")
    }

    @Test("What the target throws, the runner throws")
    func targetThrows() throws {
      let gun = try SharedEvent()
      gun.change()
      let runner = try Runner(Failing(), gun: gun)
      #expect(throws: Failing.Failure(), "an error of the target must not get lost") {
        try runner.run()
      }
    }

    @Test("Every target runs, and the results are in their order")
    func results() throws {
      var random = Seeded()
      let track = try Track()
      defer { track.close() }
      let codes = random.different(4, in: 0...255 as ClosedRange<CInt>)
      let targets = codes.enumerated().map { track.sprinter($0, code: $1) }
      let run = try Observed { try race(targets) }
      let statuses = try run.value(
        orElse: "race doesn't return: are the runners let go?; \(random)")
      let isLeft = hasChildren()
      let began = try track.lines().filter { $0.hasSuffix("began") }.sorted()
      #expect(statuses == codes.map { .exited($0) }, "result i belongs to target i; \(random)")
      #expect(began == (0..<4).map { "\($0) began" }, "each target runs once; \(random)")
      #expect(!isLeft, "race returned, but a child is still there: join every one; \(random)")
    }

    @Test("Nobody begins before all are ready", arguments: 0..<3)
    func allReady(late: Int) throws {
      let random = Seeded()
      var race = try HeldRace(late: late, random)
      defer { race.track.close() }
      let sleepsOnAnEvent = try race.sleepsOnAnEvent()
      if race.activity == .asleep { try race.lookAgain(random) }
      try race.letGo(random)
      let statuses = try race.run.value(
        orElse: "race doesn't return, though all can run; \(random)")
      #expect(
        !race.isEarly,
        """
        runner \(late) of 0, 1 and 2 was held up before it was ready, and another one was off already: \
        wait until each is ready, and fire the gun then; \(random)
        """)
      #expect(
        race.activity == .asleep,
        "race waits for runner \(late), and should use no processor: it is \(race.activity)")
      #expect(
        race.wakeUps <= 15,
        """
        race woke up \(race.wakeUps) times, about once in 10 ms or more often, while it waited for a \
        runner: it polls. `wait(timeout:)` comes back soon enough to look whether the child lives
        """)
      #expect(
        sleepsOnAnEvent || race.activity != .asleep,
        """
        race sleeps while it waits for a runner, but not on the runner's event: when that is set, \
        nobody wakes it, and all runners wait until it looks again. `wait(timeout:)` returns at once
        """)
      #expect(statuses == [.exited(0), .exited(0), .exited(0)], "each target returned; \(random)")
    }

    @Test(
      "A child that is killed while race waits for it doesn't hold up the others", .holds(.death),
      arguments: 0..<3)
    func killedMeanwhile(dead: Int) throws {
      let random = Seeded()
      let race = try HeldRace(late: dead, isKilled: true, random)
      defer { race.track.close() }
      try race.letGo(random)
      let isDone = try race.run.isDoneSoon()
      try #require(
        isDone,
        """
        race waited for runner \(dead), which was killed before it was ready, and race waits on: a wait \
        for a runner must come back soon, to look whether the child is alive; \(random)
        """)
      let statuses = try race.run.value(orElse: "race doesn't return; \(random)")
      #expect(
        statuses == (0..<3).map { $0 == dead ? .signaled(SIGKILL) : .exited(0) },
        "runner \(dead) was killed, and the others ran; \(random)")
    }

    @Test("race returns once the last child has ended", arguments: 0..<3)
    func waitsForAll(slow: Int) throws {
      let random = Seeded()
      let track = try Track()
      defer { track.close() }
      let launched = Launched()
      let targets = (0..<3).map { track.sprinter($0, isSlow: $0 == slow) }
      let run = try Observed { try race(targets) }
      try track.wait(for: "\(slow) began")
      for (number, pid) in launched.pids.enumerated() where number != slow { waitForEnd(of: pid) }
      let activity = try run.settled()
      track.letTheSlowOneEnd()
      let statuses = try run.value(orElse: "race doesn't return, though all have ended; \(random)")
      #expect(
        activity == .asleep,
        "runner \(slow) of 0, 1 and 2 had not ended, so race should wait: it is \(activity)")
      #expect(statuses == [.exited(0), .exited(0), .exited(0)], "each target returned; \(random)")
    }

    @Test("A child that is killed before it is ready doesn't hold up the others", .holds(.death))
    func killed() throws {
      var random = Seeded()
      let track = try Track()
      defer { track.close() }
      let dead = Int.random(in: 0..<3, using: &random)
      let targets = (0..<3).map { track.sprinter($0, isKilled: $0 == dead) }
      let run = try Observed { try race(targets) }
      let statuses = try run.value(
        orElse: """
          runner \(dead) was killed before it was ready, and race waits for it for ever: look now and \
          then whether the child is alive; \(random)
          """)
      #expect(
        statuses == (0..<3).map { $0 == dead ? .signaled(SIGKILL) : .exited(0) },
        "one was killed, and the others ran; \(random)")
    }

    @Test("If a child can't be started, nobody begins, and nobody is left behind", .holds(.failure))
    func failure() throws {
      var random = Seeded()
      let track = try Track()
      defer { track.close() }
      let count = Int.random(in: 3...4, using: &random)
      // It fails when all others are at the line.
      Sprinter.beforeFailing = { try track.wait(forReports: count - 1) }
      defer { Sprinter.beforeFailing = nil }
      let targets = (1...count).map {
        track.sprinter($0, isStubborn: true, isUnencodable: $0 == count)
      }
      let steps = try StepControl()
      let run = try steps.directs {
        let result = Result { try race(targets) }
        // At once: who is killed and not joined is gone a moment later.
        return (result, isLeft: hasChildren())
      }
      let outcome = Result {
        try run.value(
          orElse: """
            a child can't be started, and race waits for ever: those before it wait for the gun, and \
            ignore SIGTERM here. kill() can't be refused; \(random)
            """)
      }
      let isLeft = hasChildren()
      let began = isLeft ? [] : try track.lines().filter { $0.hasSuffix("began") }
      #expect(throws: LaunchError.self, "the caller should be told why the last can't be started") {
        _ = try outcome.get().0.get()
      }
      #expect(!isLeft, "the runners that were started wait at the line for ever; \(random)")
      let isLeftBehind = (try? outcome.get().isLeft) ?? false
      #expect(
        !isLeftBehind,
        """
        race has thrown, and a child is still there: join each after its kill. Until then its memory, \
        its descriptors and its pid are not free; \(random)
        """)
      #expect(
        !steps.trace.contains { $0.kind == .wake },
        """
        a child can't be started, and race fired the gun, or woke somebody else: whoever is at the line \
        is off before the kill comes. Who is killed need not be woken; \(random)
        """)
      #expect(began == [], "the race can't take place, and somebody ran; \(random)")
    }

    @Test("A result that can't be known makes it throw", .holds(.others))
    func lost() throws {
      let track = try Track()
      defer { track.close() }
      let target = track.sprinter(0)
      let result = withLostStatuses { Result { try race([target]) } }
      let isTold = if case .failure(ProcessError.statusLost) = result { true } else { false }
      #expect(
        isTold,
        """
        somebody else reaped the child, so nobody can know how it ended, and join says so: throw what \
        join throws. It came to: \(result)
        """)
    }

    @Test("Without targets there is nothing to wait for")
    func empty() throws {
      let statuses = try race([Sprinter]())
      #expect(statuses == [], "no target, no result")
    }
  }
}

/// Whether this process has any child, running or zombie.
private func hasChildren() -> Bool {
  var information = siginfo_t()
  return waitid(P_ALL, 0, &information, WEXITED | WNOWAIT | WNOHANG) == 0
}

/// A target that throws.
struct Failing: ProcessTarget {
  struct Failure: Error, Equatable {}
  func run() throws { throw Failure() }
}

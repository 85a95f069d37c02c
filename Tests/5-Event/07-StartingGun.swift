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
      let step = try track.steps[number]?.waitUntilParked()
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

    @Test("Nobody begins before all are ready")
    func allReady() throws {
      var random = Seeded()
      let slow = Int.random(in: 0..<3, using: &random)
      let track = try Track()
      defer { track.close() }
      let targets = (0..<3).map { track.sprinter($0, isLate: $0 == slow) }
      for number in 0..<3 where number != slow { track.steps[number]?.park(.before(.wait)) }
      let run = try Observed { try race(targets) }
      var isEarly = false
      for number in 0..<3 where number != slow {
        if try track.steps[number]?.waitUntilParked() == nil { isEarly = true }
      }
      // All are started: one is held up before it is ready, the others are about to sleep.
      try track.wait(for: "\(slow) is late")
      _ = try run.settled()
      for number in 0..<3 where number != slow {
        // It is woken for no reason, and looks at the gun again.
        guard let steps = track.steps[number] else { continue }
        steps.fail(.before(.wait))
        steps.park(.before(.wait, skipping: 1))
        steps.resume()
        if try steps.waitUntilParked() == nil { isEarly = true }
      }
      track.letTheLateOneGo()
      for number in 0..<3 { track.steps[number]?.resume() }
      let statuses = try run.value(orElse: "race doesn't return, though all can run; \(random)")
      #expect(
        !isEarly,
        """
        runner \(slow) was held up before it was ready, and another one was off already: wait until \
        each is ready, and fire the gun then; \(random)
        """)
      #expect(statuses == [.exited(0), .exited(0), .exited(0)], "each target returned; \(random)")
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

    @Test("A child that is killed before it is ready doesn't hold up the others")
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

    @Test("If a child can't be started, nobody begins, and nobody is left behind")
    func failure() throws {
      var random = Seeded()
      let track = try Track()
      defer { track.close() }
      let count = Int.random(in: 2...4, using: &random)
      let targets = (1...count).map { track.sprinter($0, isUnencodable: $0 == count) }
      let run = try Observed { try race(targets) }
      let result = Result {
        try run.value(orElse: "a child can't be started, and race waits for ever; \(random)")
      }
      let isLeft = hasChildren()
      let began = isLeft ? [] : try track.lines().filter { $0.hasSuffix("began") }
      #expect(throws: LaunchError.self, "the caller should be told why the last can't be started") {
        _ = try result.get()
      }
      #expect(!isLeft, "the runners that were started wait at the line for ever; \(random)")
      #expect(began == [], "the race can't take place, and somebody ran; \(random)")
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

import Grading
import Groundwork
import Testing

extension `1-Process` {
  @Suite(.exercise("1.4")) struct `04-ProcessName` {
    @Test("Default names count up from ChildProcess-1")
    func defaultNames() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pid = try launch(TellsNames(output: meeting.arrivals.writer), name: "counter")
      meeting.arrivals.writer.close()
      let names = try meeting.arrivals.reader.readAll().split(separator: "\n")
      reap(pid)
      #expect(
        names == ["ChildProcess-1", "ChildProcess-2", "my own", "ChildProcess-3"],
        """
        a fresh process made four children, the third with a name of its own: the default names \
        count the children without one, from 1
        """)
    }

    @Test("Threads that make children at the same time get different names", .holds(.threads))
    func differentNames() throws {
      // All wait for the mutex when it is let go of, and then get it one after the other.
      let makers = try defaultNameCount.withLock { _ in
        let makers = try (0..<4).map { _ in try Observed { ChildProcess(Visitor()).name } }
        for maker in makers { _ = try maker.settled() }
        return makers
      }
      let names = try makers.map { try $0.value(orElse: "making a child takes forever") }
      let different = Set(names).count
      #expect(
        different == names.count,
        """
        \(names.count - different) of \(names.count) names were given twice: to read the count and \
        to raise it must be one step, inside one withLock
        """)
    }

    @Test("The child knows its default name")
    func knownInside() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let child = kept(ChildProcess(meeting.visitor()))
      let name = child.name
      let pid = try makeRun(child, meeting.visitor())
      let arrival = try meeting.arrival()
      meeting.letAllGo()
      reap(pid)
      #expect(arrival.name == name, "CurrentProcess.name in the child should be its name here")
    }

    @Test("A child with a default name runs its target, and ends with its parent if asked")
    func otherArguments() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let exit = try Meeting()
      defer { exit.close() }
      try adoptOrphans()
      let parent = try launch(
        StartsUnnamed(visitor: meeting.visitor(8), gate: exit.gate.reader), name: "parent")
      let arrival = try meeting.arrival(orElse: "the target of a child without a name didn't run")
      exit.letAllGo()
      reap(parent)
      let isEmpty = try meeting.isEmpty()
      meeting.letAllGo()
      reap(arrival.pid)
      #expect(arrival.number == 8, "the target should arrive unchanged")
      #expect(isEmpty, "the child outlives its parent although endsWithParent is true")
    }

    @Test("Whether the child ends with its parent is handed on, also if it doesn't")
    func endsWithParent() throws {
      for wish in [nil, false, true] {
        let meeting = try Meeting()
        defer { meeting.close() }
        let visitor = meeting.visitor()
        let child = kept(
          wish.map { ChildProcess(visitor, endsWithParent: $0) } ?? ChildProcess(visitor))
        let wishes = try wishesToEndWithParent { try child.start() }
        let arrival = try meeting.arrival()
        meeting.letAllGo()
        reap(arrival.pid)
        #expect(
          wishes == [wish ?? false],
          """
          the child was made with endsWithParent \(wish.map { "\($0)" } ?? "left out, so false"), \
          and launch was told \(wishes)
          """)
      }
    }

    @Test("The description of a child that was not started says so")
    func ready() {
      var random = Seeded()
      let name = "Worker \(Int.random(in: 1...9999, using: &random))"
      let description = kept(ChildProcess(Visitor(), name: name)).description
      #expect(description == "\(name) (ready)", "the child was not started; \(random)")
    }

    @Test("The description of a running child has its pid")
    func running() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(), name: "gardener")
      let question = try Observed { child.description }
      let activity = try question.settled()
      meeting.letAllGo()
      let description = try question.value(orElse: "the description didn't return")
      reap(pid)
      #expect(activity == .finished, "the description waits for the child's end: only look")
      #expect(description == "gardener (pid \(pid), running)", "the child was at work")
    }

    @Test("The description of a child that has ended tells how, also before a join")
    func ended() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      let (exited, first) = try runningChild(Visitor(ending: .exits(code)), name: "baker")
      let (signaled, second) = try runningChild(Visitor(ending: .raises(SIGKILL)), name: "smith")
      for pid in [first, second] { waitForEnd(of: pid) }
      let descriptions = [exited.description, signaled.description]
      for pid in [first, second] { reap(pid) }
      #expect(
        descriptions[0] == "baker (pid \(first), exited with code \(code))",
        "the child has ended, and nobody has joined it: a zombie isn't running; \(random)")
      #expect(
        descriptions[1] == "smith (pid \(second), \(ExitStatus.signaled(SIGKILL).description))",
        "SIGKILL ended the child")
    }

    @Test(
      "The description is right also when another thread asks at the same time", .holds(.threads))
    func busy() throws {
      let (child, pid) = try runningChild(Visitor(ending: .exits(9)), name: "twin")
      waitForEnd(of: pid)
      let description = try askedWhileBusy(child) { child.description }
      reap(pid)
      #expect(
        description == "twin (pid \(pid), exited with code 9)",
        "the child has ended, and another thread had the mutex for a moment: wait for it (withLock)"
      )
    }

    @Test("The description needs no descriptor", .holds(.scarcity))
    func noDescriptors() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(), name: "miner")
      let description = withFreeDescriptors(0) { child.description }
      meeting.letAllGo()
      reap(pid)
      #expect(
        description == "miner (pid \(pid), running)",
        "the child was at work, and this process could open no descriptor more: `updatedState` needs none"
      )
    }

    @Test("The description of a child that ends at this moment fits together", .holds(.threads))
    func ending() throws {
      for number in 1...30 {
        let meeting = try Meeting()
        defer { meeting.close() }
        let (child, pid) = try runningChild(meeting.visitor(), name: "candle")
        kill(pid, SIGKILL)
        // It says that it is running until it has ended, which comes between any two steps.
        var description = child.description
        while description == "candle (pid \(pid), running)" { description = child.description }
        reap(pid)
        #expect(
          description == "candle (pid \(pid), \(ExitStatus.signaled(SIGKILL)))",
          """
          child \(number) was killed while its description was asked for, again and again: it is running, \
          or was ended by SIGKILL. Ask for the state once, and make all parts of that one answer
          """)
      }
    }

    @Test(
      "The description of a child that somebody else reaped says that it is lost", .holds(.others))
    func lost() throws {
      let (child, pid) = try runningChild(Visitor(), name: "runaway")
      reap(pid)
      let description = child.description
      #expect(description == "runaway (pid \(pid), lost)", "how the child ended can't be known")
    }
  }
}

/// Makes children, and tells their names.
struct TellsNames: ProcessTarget {
  let output: Descriptor

  func run() throws {
    let children = [
      ChildProcess(Visitor()), ChildProcess(Visitor()), ChildProcess(Visitor(), name: "my own"),
      ChildProcess(Visitor()),
    ]
    for child in children { try output.writeLine(child.name) }
  }
}

/// A parent that starts a child without a name, which should end with it, and leaves when it is
/// let go.
struct StartsUnnamed: ProcessTarget {
  let visitor: Visitor
  let gate: Descriptor

  func run() throws {
    try kept(ChildProcess(visitor, endsWithParent: true)).start()
    try gate.waitAtGate()
  }
}

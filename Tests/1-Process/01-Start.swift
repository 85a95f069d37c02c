import Grading
import Groundwork
import Synchronization
import Testing

extension `1-Process` {
  @Suite(.exercise("1.1")) struct `01-Start` {
    @Test("The target runs in another process, a child of this one")
    func anotherProcess() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let child = kept(ChildProcess(Visitor(arrivals: meeting.arrivals.writer), name: "child"))
      try child.start()
      let arrival = try meeting.arrival()
      reap(arrival.pid)
      #expect(
        arrival.pid != CurrentProcess.pid,
        """
        run() was called in this process, on this thread or another one: nothing is a process of \
        its own then. `launch` starts one.
        """)
      #expect(
        arrival.parentPid == CurrentProcess.pid,
        "the target's process should be a child of this one, which is \(CurrentProcess.pid)")
    }

    @Test("start returns while the child is still at work")
    func goesOn() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let child = kept(ChildProcess(meeting.visitor(), name: "child"))
      let start = try Observed { try child.start() }
      let activity = try start.settled()
      #expect(
        activity == .finished,
        "start waits although the child is still at work: waiting for its end is what join does")
      meeting.letAllGo()
      try start.value(orElse: "start didn't return")
      reap(try meeting.arrival().pid)
    }

    @Test("Each child gets the arguments of its own target")
    func arguments() throws {
      var random = Seeded()
      let meeting = try Meeting()
      defer { meeting.close() }
      let numbers = random.different(3, in: 0...1_000_000)
      for number in numbers {
        try kept(ChildProcess(meeting.visitor(number), name: "child \(number)")).start()
      }
      let arrivals = try numbers.map { _ in try meeting.arrival() }
      meeting.letAllGo()
      for arrival in arrivals { reap(arrival.pid) }
      #expect(
        arrivals.map(\.number).sorted() == numbers.sorted(),
        "the children should report the numbers that their targets hold; \(random)")
      #expect(
        Set(arrivals.map(\.pid)).count == numbers.count,
        "each child should be a process of its own")
    }

    @Test("The child knows the name that it was given")
    func name() throws {
      var random = Seeded()
      let name = "Worker \(Int.random(in: 1...9999, using: &random))"
      let meeting = try Meeting()
      defer { meeting.close() }
      try kept(ChildProcess(meeting.visitor(), name: name)).start()
      let arrival = try meeting.arrival()
      meeting.letAllGo()
      reap(arrival.pid)
      #expect(
        arrival.name == name, "launch should be given the ChildProcess' own name; \(random)")
    }

    @Test("pid is nil before the start, and the child's own after it")
    func pid() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let child = kept(ChildProcess(meeting.visitor(), name: "child"))
      let before = child.pid
      try child.start()
      let after = child.pid
      let arrival = try meeting.arrival()
      meeting.letAllGo()
      reap(arrival.pid)
      #expect(before == nil, "a child that was not started has no pid")
      #expect(
        after == arrival.pid,
        "start should keep the pid that launch returns: the state becomes .running(pid:)")
    }

    @Test("A second start throws, and starts nothing")
    func twice() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let child = kept(ChildProcess(meeting.visitor(), name: "once"))
      try child.start()
      let pid = try meeting.arrival().pid
      #expect(
        throws: ProcessError.alreadyStarted("once"), "the child is running, so it was started"
      ) { try child.start() }
      meeting.letAllGo()
      reap(pid)
      child.updatedState()
      #expect(
        throws: ProcessError.alreadyStarted("once"),
        "the child has ended, but a ChildProcess stands for one process only"
      ) { try child.start() }
      let kept = child.pid
      #expect(kept == pid, "the pid should still be the first child's")
      let rest = try meeting.arrivalsToTheEnd()
      #expect(rest.isEmpty, "a second start should not start another process")
    }

    @Test("Of two threads that start the same child, one does", .holds(.threads))
    func twoThreads() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let child = kept(ChildProcess(SlowToEncode(visitor: meeting.visitor()), name: "once"))
      defer { SlowToEncode.close() }
      let launches = Atomic(0)
      let before = Harness.childStarted
      Harness.childStarted = { pid, name, endsWithParent in
        before?(pid, name, endsWithParent)
        launches.add(1, ordering: .relaxed)
      }
      defer { Harness.childStarted = before }
      // The first thread is inside `launch`, where the target is encoded, until it is let on.
      let first = try Observed { try child.start() }
      #expect(try first.settled() == .asleep, "start should hand the target to launch")
      let second = try Observed { try child.start() }
      let activity = try second.settled()
      SlowToEncode.letOn()
      let errors = [first, second].compactMap { start -> ProcessError? in
        do {
          try start.value(orElse: "start didn't return")
          return nil
        } catch { return error as? ProcessError }
      }
      meeting.letAllGo()
      let arrivals = try meeting.arrivalsToTheEnd()
      for arrival in arrivals { reap(arrival.pid) }
      let launched = launches.load(ordering: .relaxed)
      #expect(
        arrivals.count == 1 && launched == 1,
        """
        two threads called start, and \(launched) processes were launched: to look at the state and to \
        change it must be one step, inside state.withLock. To end the one that is too many is too late: \
        it has begun its work
        """)
      #expect(
        errors == [.alreadyStarted("once")],
        "one of the two should be told that the child is started (the second was \(activity))")
    }

    @Test("A start that fails throws why, and can be tried again", .holds(.failure))
    func failure() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let child = kept(ChildProcess(EncodesAtSecond(visitor: meeting.visitor()), name: "retry"))
      #expect(throws: LaunchError.self, "start should throw what launch throws") {
        try child.start()
      }
      let pid = child.pid
      #expect(pid == nil, "nothing was started, so there is no pid")
      try child.start()
      let arrival = try meeting.arrival(
        orElse: "the second start should start the child: the first one had failed")
      meeting.letAllGo()
      reap(arrival.pid)
    }

    @Test("Without a free descriptor it throws just what launch throws", .holds(.scarcity))
    func noDescriptors() throws {
      let child = kept(ChildProcess(Visitor(), name: "child"))
      let launched = withFreeDescriptors(0) {
        Result { try launch(Visitor(), name: "child", endsWithParent: false) }
      }
      let started = withFreeDescriptors(0) { Result { try child.start() } }
      let (own, seen) = (launched.error, started.error)
      #expect(
        seen == own,
        "launch has no descriptor left. Its error is for the caller as it is, not another made of it"
      )
    }

    @Test("A start waits while another thread asks about the child", .holds(.threads))
    func busy() throws {
      let child = kept(ChildProcess(Visitor(), name: "child"))
      #expect(
        throws: Never.self,
        """
        another thread had the mutex for a moment: that is no start. Wait for the mutex (withLock), and \
        look at the state then
        """
      ) { try askedWhileBusy(child) { try child.start() } }
      if let pid = child.pid { reap(pid) }
    }

    @Test("A child that ends with its parent is told so")
    func endsWithParent() throws {
      try adoptOrphans()
      let meeting = try Meeting()
      defer { meeting.close() }
      let exit = try Meeting()
      defer { exit.close() }
      let parent = try launch(
        StartsAndLeaves(visitor: meeting.visitor(), gate: exit.gate.reader), name: "parent")
      let arrival = try meeting.arrival()
      exit.letAllGo()
      reap(parent)
      let isEmpty = try meeting.isEmpty()
      #expect(
        isEmpty,
        "the child outlives its parent although endsWithParent is true: hand that on to launch")
      meeting.letAllGo()
      reap(arrival.pid)
    }

    @Test("launch is told whether the child ends with its parent, or goes on after it")
    func endsWithParentOrNot() throws {
      for wish in [true, false] {
        let meeting = try Meeting()
        defer { meeting.close() }
        let wishes = try wishesToEndWithParent {
          try kept(ChildProcess(meeting.visitor(), name: "child", endsWithParent: wish)).start()
        }
        let arrival = try meeting.arrival()
        meeting.letAllGo()
        reap(arrival.pid)
        #expect(
          wishes == [wish],
          """
          the child was made with endsWithParent \(wish), and launch was told \(wishes): hand on \
          what the ChildProcess was made with
          """)
      }
    }
  }
}

/// A target that blocks while it is encoded.
struct SlowToEncode: ProcessTarget {
  private static let gate = try? Descriptor.pipe()
  let visitor: Visitor

  init(visitor: Visitor) { self.visitor = visitor }
  init(from decoder: any Decoder) throws { visitor = try Visitor(from: decoder) }

  func encode(to encoder: any Encoder) throws {
    try Self.gate?.reader.waitAtGate()
    try visitor.encode(to: encoder)
  }

  func run() throws { try visitor.run() }

  /// Lets whoever encodes a value go on, now and later.
  static func letOn() { gate?.writer.close() }

  /// Closes everything.
  static func close() {
    gate?.writer.close()
    gate?.reader.close()
  }
}

/// A target that can't be encoded at first.
struct EncodesAtSecond: ProcessTarget {
  private static let attempts = Atomic<Int>(0)
  let visitor: Visitor

  init(visitor: Visitor) { self.visitor = visitor }
  init(from decoder: any Decoder) throws { visitor = try Visitor(from: decoder) }

  func encode(to encoder: any Encoder) throws {
    if Self.attempts.add(1, ordering: .relaxed).newValue == 1 {
      throw VisitorError(description: "not now")
    }
    try visitor.encode(to: encoder)
  }

  func run() throws { try visitor.run() }
}

/// A parent that starts a child, which should end with it, and leaves when it is let go.
struct StartsAndLeaves: ProcessTarget {
  let visitor: Visitor
  let gate: Descriptor

  func run() throws {
    try kept(ChildProcess(visitor, name: "child", endsWithParent: true)).start()
    try gate.waitAtGate()
  }
}

extension Result {
  /// The error's type and words; nil for a success.
  fileprivate var error: String? {
    guard case .failure(let error) = self else { return nil }
    return "\(type(of: error)): \(error)"
  }
}

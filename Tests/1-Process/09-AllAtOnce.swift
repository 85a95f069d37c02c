import Grading
import Groundwork
import Testing

extension `1-Process` {
  @Suite(.exercise("1.9")) struct `09-AllAtOnce` {
    @Test("All targets run at the same time")
    func overlap() throws {
      var random = Seeded()
      let count = Int.random(in: 18...20, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      let run = try Observed { try runAll((0..<count).map { meeting.visitor($0) }) }
      // No child can end before all have come.
      var arrivals = 0
      while arrivals < count,
        try meeting.arrivals.reader.waitUntilReadable(until: Deadline(after: .seconds(5)))
      {
        _ = try meeting.arrival()
        arrivals += 1
      }
      meeting.letAllGo()
      let statuses = try run.value(orElse: "runAll didn't return although the children can end")
      #expect(
        arrivals == count,
        """
        \(arrivals) of \(count) targets were running, and no more came until they were let go: if \
        each child is joined before the next one is started, they run one after the other. Start \
        all, then join all; \(random)
        """)
      #expect(statuses == Array(repeating: .exited(0), count: count), "each target returned")
    }

    @Test("The results are in the order of the targets, whichever child ends first")
    func order() throws {
      var random = Seeded()
      let codes = random.different(4, in: 0...255 as ClosedRange<CInt>)
      let meetings = try codes.map { _ in try Meeting() }
      defer { for meeting in meetings { meeting.close() } }
      let targets = zip(meetings, codes).map { meeting, code in
        meeting.visitor(ending: .exits(code))
      }
      let run = try Observed { try runAll(targets) }
      for meeting in meetings { _ = try meeting.arrival() }
      // The last one ends first; each is gone before the next one may go.
      for meeting in meetings.reversed() {
        meeting.letAllGo()
        _ = try meeting.isEmpty()
      }
      let statuses = try run.value(orElse: "runAll didn't return although the children have ended")
      #expect(
        statuses == codes.map { .exited($0) },
        "the children ended in the opposite order, but result i belongs to target i; \(random)")
    }

    @Test("runAll returns once the last child has ended", arguments: 0..<3)
    func waitsForAll(slow: Int) throws {
      let first = try Meeting()
      defer { first.close() }
      let second = try Meeting()
      defer { second.close() }
      let mark = try SharedMemory(byteCount: 8)
      let targets = (0..<3).map { $0 == slow ? second.visitor(7, mark: mark) : first.visitor() }
      let run = try Observed {
        _ = try runAll(targets)
        return mark.load(at: 0, as: Int.self)
      }
      let early = [try first.arrival(), try first.arrival()]
      _ = try second.arrival()
      first.letAllGo()
      // A child closes its descriptors a moment before it has ended for those who wait for it.
      for child in early { waitForEnd(of: child.pid) }
      let activity = try run.settled()
      let limited = run.limitedSleep
      second.letAllGo()
      let seen = try run.value(orElse: "runAll didn't return although the children have ended")
      #expect(
        activity == .asleep,
        "child \(slow) of 0, 1 and 2 is still at work, so runAll should wait: it is \(activity)")
      #expect(
        limited == nil,
        "runAll waits in \(limited ?? ""), for a time: work may last for days, so wait without a timeout"
      )
      #expect(seen == 7, "runAll returned before child \(slow) did its last thing")
    }

    @Test("Each result tells how the child ended")
    func statuses() throws {
      var random = Seeded()
      let code = CInt.random(in: 2...255, using: &random)
      let statuses = try runAll([
        Visitor(ending: .exits(code)), Visitor(ending: .raises(SIGKILL)), Visitor(),
      ])
      #expect(
        statuses == [.exited(code), .signaled(SIGKILL), .exited(0)],
        "the first target exited, the second was killed, the third returned; \(random)")
      let single = try runAll([Visitor(ending: .exits(code))])
      #expect(single == [.exited(code)], "one target, one result; \(random)")
    }

    @Test("A result that can't be known makes it throw", .holds(.others))
    func lost() throws {
      let result = withLostStatuses { Result { try runAll([Visitor()]) } }
      let isTold = if case .failure(ProcessError.statusLost) = result { true } else { false }
      #expect(
        isTold,
        """
        somebody else reaped the child, so nobody can know how it ended, and join says so: throw what \
        join throws. Result i would not belong to target i any more. It came to: \(result)
        """)
    }

    @Test("No child is left, not even a zombie")
    func noZombies() throws {
      _ = try runAll([Visitor(), Visitor(ending: .exits(1)), Visitor()])
      #expect(!hasChildren(), "runAll returned, but a child is still there: join every one")
    }

    @Test(
      "If a child can't be started, those before it are not left behind", .holds(.failure),
      arguments: [0, 2])
    func failure(index: Int) throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let run = try Observed {
        var targets: [any ProcessTarget] = Array(repeating: meeting.visitor(), count: 4)
        targets[index] = Unencodable()
        return try runAll(targets)
      }
      let result = Result {
        try run.value(
          orElse: """
            target \(index) of 0 to 3 can't be started, and runAll waits for those before it, which \
            wait for ever: end them, then join them
            """)
      }
      let isLeft = hasChildren()
      meeting.letAllGo()
      _ = try meeting.isEmpty()
      #expect(
        throws: LaunchError.self,
        "the caller should be told why target \(index) can't be started: throw what start threw"
      ) { _ = try result.get() }
      #expect(
        !isLeft,
        """
        target \(index) of 0 to 3 can't be started, and the children of those before it were left \
        behind: nobody has them any more to end or join them
        """)
    }

    @Test(
      "If a child can't be started, all before it are ended, also behind one that has ended",
      .holds(.failure))
    func endedBetween() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let run = try Observed {
        try runAll([Visitor(), meeting.visitor(), Unencodable(after: 1, at: meeting, ends: 1)])
      }
      let result = Result { try run.value(orElse: "runAll waits for a child that waits for ever") }
      let isLeft = hasChildren()
      meeting.letAllGo()
      _ = try meeting.isEmpty()
      #expect(throws: LaunchError.self, "the third can't be started") { _ = try result.get() }
      #expect(
        !isLeft,
        """
        the third target can't be started. The first child had ended by itself, and the second one runs: \
        it was left behind. Look at each of them
        """)
    }

    @Test(
      "If a child can't be started, those before it end, also if they ignore SIGTERM",
      .holds(.failure))
    func stubborn() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      var stubborn = meeting.visitor()
      stubborn.ignoresTermination = true
      let targets: [any ProcessTarget] = [stubborn, stubborn, Unencodable(after: 2, at: meeting)]
      let run = try Observed { try runAll(targets) }
      let result = Result {
        try run.value(
          orElse: """
            the third target can't be started, and runAll waits for the first two, which ignore \
            SIGTERM: who asks a child to end, and then joins it, may wait for ever. kill() can't be \
            refused.
            """)
      }
      meeting.letAllGo()
      _ = try meeting.isEmpty()
      #expect(throws: LaunchError.self, "the caller should be told why the third can't be started")
      {
        _ = try result.get()
      }
    }

    @Test(
      "If a child can't be started, and ending another one fails, too, the rest are ended",
      .holds(.failure))
    func lostMeanwhile() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (result, isLeft) = try withLostStatuses {
        let run = try Observed {
          try runAll([meeting.visitor(), meeting.visitor(), Unencodable(after: 2, at: meeting)])
        }
        let result = Result {
          try run.value(orElse: "runAll waits for children that wait for ever")
        }
        let isLeft = hasChildren()
        meeting.letAllGo()
        _ = try meeting.isEmpty()
        return (result, isLeft)
      }
      let isTold = if case .failure(is LaunchError) = result { true } else { false }
      #expect(
        isTold,
        """
        the third target can't be started: that is what the caller must learn, and not that something \
        went wrong with one of the first two after that (join throws, their statuses are lost). It came \
        to: \(result)
        """)
      #expect(
        !isLeft,
        """
        the third target can't be started. The first child was ended, and how is lost, so that join threw; \
        and the second one was left behind. Whatever is thrown there, go on with the next
        """)
    }

    @Test("Without targets there is nothing to wait for")
    func empty() throws {
      let statuses = try runAll([])
      #expect(statuses == [], "no target, no result")
    }
  }
}

/// Whether this process has any child, running or zombie.
private func hasChildren() -> Bool {
  var information = siginfo_t()
  return waitid(P_ALL, 0, &information, WEXITED | WNOWAIT | WNOHANG) == 0
}

/// A target that no child can get.
struct Unencodable: ProcessTarget {
  private let count: Int
  private let meeting: Meeting?
  private let ends: Int

  /// One that fails when so many children have arrived at the meeting, and so many, one at the most,
  /// have ended.
  init(after count: Int = 0, at meeting: Meeting? = nil, ends: Int = 0) {
    self.count = count
    self.meeting = meeting
    self.ends = ends
  }

  init(from decoder: any Decoder) throws { self.init() }

  func encode(to encoder: any Encoder) throws {
    // Without children nobody comes: who starts the last target first has none.
    for _ in 0..<count where hasChildren() { _ = try meeting?.arrival() }
    if ends > 0 {
      var information = siginfo_t()
      while waitid(P_ALL, 0, &information, WEXITED | WNOWAIT) == -1 && errno == EINTR {}
    }
    throw VisitorError(description: "not this one")
  }

  func run() {}
}

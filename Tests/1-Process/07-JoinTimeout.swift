import Grading
import Groundwork
import Testing

extension `1-Process` {
  @Suite(.exercise("1.7")) struct `07-JoinTimeout` {
    @Test("The end of the child ends the wait")
    func endsWithTheChild() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(ending: .exits(code)))
      _ = try meeting.arrival()
      let join = try Observed { try child.join(timeout: .seconds(600)) }
      let activity = try join.settled()
      meeting.letAllGo()
      let status = try join.value(
        orElse: "the child has ended, but join goes on waiting for the timeout")
      reap(pid)
      #expect(
        activity == .asleep,
        "there is much time left: join should wait for the child")
      #expect(status == .exited(code), "the child ended in time; \(random)")
    }

    @Test(
      "A timeout can be as long as you like", .holds(.extremes),
      arguments: [30 * 24 * 60 * 60, 1 << 40, Int.max])
    func longTimeout(seconds: Int) throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      let join = try Observed { try child.join(timeout: .seconds(seconds)) }
      let activity = try join.settled()
      meeting.letAllGo()
      let isDone = try join.isDoneSoon()
      reap(pid)
      #expect(
        activity == .asleep && isDone,
        """
        with a timeout of \(seconds) s, join should wait until the child ends. Before that, it was \
        \(activity); after that, it \(isDone ? "returned" : "went on").
        """)
    }

    @Test("A child that isn't over in time gives nil, and can be joined later")
    func later() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(ending: .exits(code)))
      _ = try meeting.arrival()
      let first = try child.join(timeout: .milliseconds(20))
      let between = trace(of: pid)
      meeting.letAllGo()
      let second = try child.join(timeout: .seconds(30))
      let third = try child.join(timeout: .seconds(30))
      reap(pid)
      #expect(first == nil, "the child was waiting at its gate all the time")
      #expect(between == .running, "a timeout should not end the child: it is only not waited for")
      #expect(second == .exited(code), "the second join had time enough; \(random)")
      #expect(third == .exited(code), "joining again should give the same status; \(random)")
    }

    @Test("Waiting uses no processor")
    func noPolling() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      let join = try Observed { try child.join(timeout: .seconds(600)) }
      let activity = try join.settled()
      let wakeUps = try countSleeps(of: join, in: 25)
      meeting.letAllGo()
      _ = try join.value(orElse: "join didn't return although the child has ended")
      reap(pid)
      #expect(activity == .asleep, "join should sleep until the child ends: it is \(activity)")
      #expect(
        wakeUps <= 1,
        """
        join woke up \(wakeUps) times while nothing happened to its child: it polls. Wait for a \
        descriptor that becomes readable when the child ends (Descriptor.process).
        """)
    }

    @Test("nil comes when the time is over, and not sooner", arguments: [999, 1_900, 300_000])
    func notTooSoon(microseconds: Int) throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      let timeout = Duration.microseconds(microseconds)
      var tooSoon = 0
      // Where the time is short, a thread that is held up could hide it once.
      let tries = microseconds < 10_000 ? 20 : 1
      for _ in 0..<tries {
        let end = Deadline(after: timeout)
        let status = try child.join(timeout: timeout)
        if status == nil, !end.hasPassed { tooSoon += 1 }
      }
      meeting.letAllGo()
      reap(pid)
      #expect(
        tooSoon == 0,
        """
        the child was running, and join(timeout:) of \(microseconds) µs gave nil before they were \
        over, \(tooSoon) times of \(tries): whoever changes a time to whole milliseconds or seconds \
        must round up
        """)
    }

    @Test("From several threads at once it works, too", .holds(.threads))
    func severalThreads() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(ending: .exits(code)))
      _ = try meeting.arrival()
      let joins = try (0..<4).map { _ in
        try Observed { try child.join(timeout: .seconds(600)) }
      }
      let activities = try joins.map { try $0.settled() }
      meeting.letAllGo()
      let statuses = try joins.map {
        try $0.value(orElse: "the child has ended, and one of four threads still waits; \(random)")
      }
      reap(pid)
      #expect(
        activities == Array(repeating: .asleep, count: 4), "all four should wait for the child")
      #expect(
        statuses == Array(repeating: .exited(code), count: 4),
        "the child ended in time, and each of the four should be told how; \(random)")
    }

    @Test("No time, or less, asks without waiting", arguments: [0, -1, -1_000_000, .min])
    func noTime(seconds: Int) throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(ending: .exits(3)))
      _ = try meeting.arrival()
      let join = try Observed { try child.join(timeout: .seconds(seconds)) }
      let activity = try join.settled()
      meeting.letAllGo()
      let early = try join.value(orElse: "join didn't return although the child has ended")
      waitForEnd(of: pid)
      let late = try child.join(timeout: .seconds(seconds))
      reap(pid)
      #expect(activity == .finished, "a timeout of \(seconds) seconds leaves no time to wait")
      #expect(early == nil, "the child was waiting at its gate")
      #expect(late == .exited(3), "the child has ended: that needs no waiting")
    }

    @Test("Before the start, it throws")
    func notStarted() {
      let child = kept(ChildProcess(Visitor(), name: "early"))
      #expect(throws: ProcessError.notStarted("early"), "there is nothing to wait for yet") {
        try child.join(timeout: .zero)
      }
    }

    @Test("The ends of other children don't end the wait")
    func ownChild() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let stranger = try launch(Visitor(ending: .exits(5)), name: "stranger")
      waitForEnd(of: stranger)
      let (child, pid) = try runningChild(meeting.visitor())
      let join = try Observed { try child.join(timeout: .seconds(600)) }
      let activity = try join.settled()
      let second = try launch(Visitor(ending: .exits(6)), name: "stranger")
      waitForEnd(of: second)
      let later = try join.settled()
      meeting.letAllGo()
      let status = try join.value(orElse: "join didn't return although the child has ended")
      let statuses = [reap(stranger), reap(second)]
      reap(pid)
      #expect(activity == .asleep && later == .asleep, "only other children have ended")
      #expect(status == .exited(0), "the child returned from run")
      #expect(
        statuses == [waitStatus(exitCode: 5), waitStatus(exitCode: 6)],
        "join took the exit status of another child: never wait for any child (waitpid(-1))")
    }

    @Test("Other threads can use the child meanwhile", .holds(.threads))
    func mutexIsFree() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      let join = try Observed { try child.join(timeout: .seconds(600)) }
      _ = try join.settled()
      let question = try Observed { child.pid }
      let activity = try question.settled()
      meeting.letAllGo()
      _ = try question.value(orElse: "pid didn't return although the child has ended")
      _ = try join.value(orElse: "join didn't return although the child has ended")
      reap(pid)
      #expect(
        activity == .finished,
        """
        while one thread joins the child, another one that asks for its pid has to wait: join \
        holds the mutex while it waits
        """)
    }

    @Test("A child that somebody else reaped makes it throw", .holds(.others))
    func lost() throws {
      let (child, pid) = try runningChild(Visitor(), name: "robbed")
      reap(pid)
      #expect(throws: ProcessError.statusLost("robbed"), "how the child ended can't be known") {
        try child.join(timeout: .seconds(600))
      }
    }

    @Test(
      "A child that is reaped by somebody else during the wait makes it throw, too", .holds(.others)
    )
    func lostMeanwhile() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(), name: "robbed")
      _ = try meeting.arrival()
      let result = try withLostStatuses {
        let join = try Observed { try child.join(timeout: .seconds(600)) }
        _ = try join.settled()
        meeting.letAllGo()
        let result = Result {
          try join.value(orElse: "the child is gone, and join goes on waiting for the timeout")
        }
        reap(pid)
        return result
      }
      #expect(
        throws: ProcessError.statusLost("robbed"),
        """
        the child ended during the wait, and the system reaped it: how it ended can't be known. nil \
        would say that it is still running.
        """
      ) { try result.get() }
    }

    @Test("Asking often uses up no descriptors")
    func descriptors() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      _ = try child.join(timeout: .zero)
      let before = openNumbers().count
      for _ in 0..<20 { _ = try child.join(timeout: .zero) }
      let after = openNumbers().count
      meeting.letAllGo()
      reap(pid)
      #expect(after == before, "each call of join leaves a descriptor open")
    }
  }
}

// More of its tests are in Helpers/Disturbances.swift.

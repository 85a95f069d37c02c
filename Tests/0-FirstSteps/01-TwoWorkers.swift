import Grading
import Groundwork
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.1")) struct `01-TwoWorkers` {
    @Test("A worker prints its name")
    func line() throws {
      var random = Seeded()
      let names = random.different(2, in: 1...999_999).map { "worker \($0)" }
      for name in names {
        let lines = try printed { Worker(name).run() }.lines
        #expect(
          lines == ["\(name) works"],
          "Worker(\"\(name)\").run() should print the line \"\(name) works\", and only that; \(random)"
        )
      }
    }

    @Test("Both workers print, each in a process of its own")
    func both() throws {
      var random = Seeded()
      let names = random.different(2, in: 1...999_999).map { "worker \($0)" }
      let lines = try printed { try runBoth(Worker(names[0]), Worker(names[1])) }.lines
      // Whoever is faster comes first.
      #expect(
        lines.sorted() == names.map { "\($0) works" }.sorted(),
        "each of the two workers should print its line once; \(random)")
      let meeting = try Meeting()
      defer { meeting.close() }
      let run = try Observed { try runBoth(meeting.visitor(1), meeting.visitor(2)) }
      let comers = try meeting.comers(2)
      meeting.letAllGo()
      try run.value(orElse: "runBoth doesn't return, though both children can end")
      let pids = Set(comers.map(\.pid))
      #expect(
        !pids.contains(CurrentProcess.pid),
        "a target ran in this very process: make a ChildProcess of it, and start that")
      #expect(
        comers.map(\.number) == [1, 2],
        "of the two targets 1 and 2, these came: \(comers.map(\.number))")
      #expect(pids.count == comers.count, "the two targets ran in one process")
    }

    @Test("Both work at the same time")
    func atTheSameTime() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let run = try Observed { try runBoth(meeting.visitor(1), meeting.visitor(2)) }
      // None of them ends before it is let go.
      let comers = try meeting.comers(2)
      meeting.letAllGo()
      try run.value(orElse: "runBoth doesn't return, though both children can end")
      #expect(
        comers.count == 2,
        """
        while the first worker was at work, the second one was not there: join waits until the child \
        has ended, so start both before you join one
        """)
    }

    @Test(
      "It waits until both have ended", arguments: [1, 2],
      [false, true])
    func waits(slow: Int, fails: Bool) throws {
      let quick = try Meeting()
      defer { quick.close() }
      let late = try Meeting()
      defer { late.close() }
      let run = try Observed {
        try runBoth(
          (slow == 1 ? late : quick).visitor(1, fails: fails && slow != 1),
          (slow == 2 ? late : quick).visitor(2, fails: fails && slow != 2))
      }
      let first = try quick.arrival()
      _ = try late.arrival()
      quick.letAllGo()
      waitForEnd(of: first.pid)
      let activity = try run.settled()
      late.letAllGo()
      try run.value(orElse: "runBoth doesn't return, though both children have ended")
      let isLeft = hasChildren()
      _ = try late.isEmpty()
      #expect(
        activity == .asleep,
        """
        worker \(slow) of 1 and 2 was still at work\(fails ? ", and the other one had exited with 1" : ""), \
        and runBoth didn't wait for it: it was \(activity). Call join on both
        """)
      #expect(!isLeft, "runBoth has returned, and a child is still there: call join on both")
    }

    @Test("A worker that can't be started is an error")
    func noStart() throws {
      let run = try Observed {
        try withFreeDescriptors(0) { try runBoth(Worker("Ada"), Worker("Bob")) }
      }
      #expect(
        throws: LaunchError.self,
        "no child could be started, as no descriptor was free. `start` throws then: pass that on"
      ) { try run.value(orElse: "runBoth doesn't return") }
    }
  }
}

import Grading
import Groundwork
import Testing

extension `1-Process` {
  @Suite(.exercise("1.3")) struct `03-ExitStatus` {
    @Test("Every exit code is decoded from the wait status")
    func everyCode() {
      let wrong = (0...255).filter { ExitStatus(waitStatus: $0 << 8) != .exited($0) }
      let example = wrong.first.map { "\(ExitStatus(waitStatus: $0 << 8)) for code \($0)" }
      let count = wrong.count
      #expect(
        count == 0,
        """
        \(count) of 256 exit codes are wrong: \(example ?? ""). The code is in bits 8 to 15 \
        of the wait status, not in the low byte, and is never negative.
        """)
    }

    @Test("Every signal is decoded from the wait status")
    func everySignal() {
      let wrong = (1...64).filter { ExitStatus(waitStatus: $0) != .signaled($0) }
      let example = wrong.first.map { "\(ExitStatus(waitStatus: $0)) for signal \($0)" }
      let count = wrong.count
      #expect(
        count == 0,
        """
        \(count) of 64 signals are wrong: \(example ?? ""). If bits 0 to 6 are not 0, they \
        are the number of the signal that ended the child.
        """)
    }

    @Test("The bit for a core dump is not part of the signal")
    func coreDump() {
      let wrong = (1...64).filter { ExitStatus(waitStatus: $0 | 0x80) != .signaled($0) }
      let example = wrong.first.map { "\(ExitStatus(waitStatus: $0 | 0x80)) for signal \($0)" }
      let count = wrong.count
      #expect(
        count == 0,
        """
        \(count) of 64 signals are wrong when there was a core dump: \(example ?? ""). \
        Bit 7 only says that there was one.
        """)
    }

    @Test("The code that the child exits with arrives")
    func codes() throws {
      var random = Seeded()
      for code in [CInt.random(in: 1...127, using: &random), 0, 255] {
        let (child, pid) = try runningChild(Visitor(ending: .exits(code)))
        waitForEnd(of: pid)
        let status = child.exitStatus
        reap(pid)
        #expect(status == .exited(code), "the child called exit(\(code)); \(random)")
      }
    }

    @Test("A target that returns ends with code 0")
    func returns() throws {
      let (child, pid) = try runningChild(Visitor(ending: .returns))
      waitForEnd(of: pid)
      let status = child.exitStatus
      reap(pid)
      #expect(status == .exited(0), "run returned: that is a success, code 0")
    }

    @Test("A target that throws ends with code 1, its error on standard error")
    func throwsError() throws {
      var random = Seeded()
      let text = "no bread today \(Int.random(in: 0...9999, using: &random))"
      let (output, input) = try Descriptor.pipe()
      // The child inherits what is standard error here at its launch.
      let standardError = try Descriptor.duplicate(2)
      dup2(input.number, 2)
      let launched = Result { try runningChild(Visitor(ending: .throwsError(text)), name: "baker") }
      dup2(standardError.number, 2)
      input.close()
      let (child, pid) = try launched.get()
      let printed = try output.readAll()
      waitForEnd(of: pid)
      let status = child.exitStatus
      reap(pid)
      #expect(status == .exited(1), "run threw an error: the child ends with code 1")
      #expect(
        printed.contains(text) && printed.contains("baker"),
        "the child should print its name and its error to standard error")
    }

    @Test("A child that a signal ended has no exit code, but the signal")
    func signals() throws {
      for signal in [SIGKILL, SIGTERM, SIGABRT] {
        let (child, pid) = try runningChild(Visitor(ending: .raises(signal)))
        waitForEnd(of: pid)
        let status = child.exitStatus
        reap(pid)
        #expect(status == .signaled(signal), "signal \(signal) ended the child")
      }
    }

    @Test("Before the end there is no status, and asking doesn't wait")
    func before() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let child = kept(ChildProcess(meeting.visitor(), name: "child"))
      let early = child.exitStatus
      let pid = try makeRun(child, meeting.visitor())
      let question = try Observed { child.exitStatus }
      let activity = try question.settled()
      meeting.letAllGo()
      let answer = try question.value(orElse: "exitStatus didn't return")
      reap(pid)
      #expect(early == nil, "a child that was not started has no exit status")
      #expect(
        activity == .finished,
        "exitStatus waits for the end of the child: that is what join does, this only looks")
      #expect(answer == nil, "the child was still waiting at its gate")
    }

    @Test("The status is there without a join, and stays")
    func withoutJoin() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      let (child, pid) = try runningChild(Visitor(ending: .exits(code)))
      waitForEnd(of: pid)
      let statuses = [child.exitStatus, child.exitStatus]
      reap(pid)
      #expect(
        statuses == [.exited(code), .exited(code)],
        """
        the child has ended, so its status can be known: ask the system (updatedState), and keep \
        what it says; \(random)
        """)
    }

    @Test("The status is there also if there is no free descriptor", .holds(.scarcity))
    func noDescriptors() throws {
      let (child, pid) = try runningChild(Visitor(ending: .exits(5)))
      waitForEnd(of: pid)
      let status = withFreeDescriptors(0) { child.exitStatus }
      reap(pid)
      #expect(
        status == .exited(5),
        "the child has ended, and this process can open no descriptor: to ask needs none (waitid)")
    }

    @Test(
      "A status that is there is told, also when another thread asks at the same time",
      .holds(.threads))
    func busy() throws {
      let (child, pid) = try runningChild(Visitor(ending: .exits(9)))
      waitForEnd(of: pid)
      let status = try askedWhileBusy(child) { child.exitStatus }
      reap(pid)
      #expect(
        status == .exited(9),
        "the child has ended, and another thread had the mutex for a moment: wait for it (withLock)"
      )
    }

    @Test("The status of a child that somebody else reaped is not invented", .holds(.others))
    func lost() throws {
      let (child, pid) = try runningChild(Visitor(ending: .exits(4)))
      reap(pid)
      let status = child.exitStatus
      #expect(status == nil, "nobody can know how this child ended")
    }
  }
}

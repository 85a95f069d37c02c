import Grading
import Groundwork
import Testing

extension `1-Process` {
  @Suite(.exercise("1.5")) struct `05-IsAlive` {
    @Test("Asking doesn't wait")
    func doesNotWait() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      let question = try Observed { child.isAlive }
      let activity = try question.settled()
      meeting.letAllGo()
      let isAlive = try question.value(orElse: "isAlive didn't return")
      reap(pid)
      #expect(activity == .finished, "isAlive waits for the child's end: it should only look")
      #expect(isAlive, "the child was waiting at its gate: it is alive")
    }

    @Test("A child is alive from its start to its end")
    func life() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let child = kept(ChildProcess(meeting.visitor(), name: "child"))
      let before = child.isAlive
      let pid = try makeRun(child, meeting.visitor())
      _ = try meeting.arrival()
      let meanwhile = child.isAlive
      meeting.letAllGo()
      waitForEnd(of: pid)
      let after = child.isAlive
      reap(pid)
      #expect(!before, "a child that was not started is not alive")
      #expect(meanwhile, "the child was waiting at its gate: it is alive")
      #expect(!after, "the child has ended: it is not alive")
    }

    @Test("A zombie is not taken for alive")
    func zombie() throws {
      // Several, as one who asks for any child that has ended hears of one of them.
      let children = try (0..<3).map { _ in try runningChild(Visitor(ending: .exits(2))) }
      for (_, pid) in children { waitForEnd(of: pid) }
      let alive = children.filter { $0.0.isAlive }
      for (_, pid) in children { reap(pid) }
      #expect(
        alive.isEmpty,
        """
        the child has ended and nobody has reaped it: a zombie. kill(pid, 0) still finds it, and \
        so does /proc: ask for its end instead (updatedState).
        """)
    }

    @Test("A running child is alive also if there is no free descriptor", .holds(.scarcity))
    func noDescriptors() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      let isAlive = withFreeDescriptors(0) { child.isAlive }
      meeting.letAllGo()
      reap(pid)
      #expect(
        isAlive,
        """
        the child waits at its gate, and this process can open no descriptor more. What can't be asked \
        is not the answer no: updatedState needs no descriptor
        """)
    }

    @Test("It is right also when another thread asks at the same time", .holds(.threads))
    func busy() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      let meanwhile = try askedWhileBusy(child) { child.isAlive }
      meeting.letAllGo()
      waitForEnd(of: pid)
      let after = try askedWhileBusy(child) { child.isAlive }
      reap(pid)
      let advice = "Another thread had the mutex for a moment: wait for it (withLock)"
      #expect(meanwhile, "the child was waiting at its gate: it is alive. \(advice)")
      #expect(!after, "the child has ended: it is not alive. \(advice)")
    }

    @Test("Asking doesn't lose the exit status")
    func statusIsKept() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      let (child, pid) = try runningChild(Visitor(ending: .exits(code)))
      waitForEnd(of: pid)
      let answers = [child.isAlive, child.isAlive]
      let state = child.updatedState()
      reap(pid)
      #expect(answers == [false, false], "the child has ended, and stays dead")
      #expect(
        state == .ended(pid: pid, waitStatus: waitStatus(exitCode: code)),
        """
        isAlive reaped the child, and threw its exit status away: nobody can get it any more. Keep \
        it in the state, as updatedState does; \(random)
        """)
    }

    @Test("A stopped child is alive")
    func stopped() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      kill(pid, SIGSTOP)
      var information = siginfo_t()
      waitid(P_PID, id_t(pid), &information, WSTOPPED | WNOWAIT)
      let isAlive = child.isAlive
      kill(pid, SIGCONT)
      let state = child.updatedState()
      meeting.letAllGo()
      reap(pid)
      #expect(isAlive, "SIGSTOP only makes a process pause: SIGCONT lets it go on")
      #expect(state == .running(pid: pid), "the child was never over, so no end must be recorded")
    }

    @Test("Other children are left alone")
    func strangers() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let stranger = try launch(Visitor(ending: .exits(9)), name: "stranger")
      waitForEnd(of: stranger)
      let (child, pid) = try runningChild(meeting.visitor())
      let isAlive = child.isAlive
      let status = reap(stranger)
      meeting.letAllGo()
      reap(pid)
      #expect(isAlive, "it was another child that had ended")
      #expect(
        status == waitStatus(exitCode: 9),
        "isAlive took another child's exit status: never wait for any child (waitpid(-1))")
    }

    @Test("A child that somebody else reaped is not alive", .holds(.others))
    func lost() throws {
      let (child, pid) = try runningChild(Visitor())
      reap(pid)
      let isAlive = child.isAlive
      #expect(!isAlive, "the child has ended, and its pid may be a stranger's by now")
    }
  }
}

import Grading
import Groundwork
import Synchronization
import Testing

extension `1-Process` {
  @Suite(.exercise("1.2")) struct `02-Join` {
    @Test("join returns once the child has ended")
    func waits() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      let mark = try SharedMemory(byteCount: 8)
      let visitor = meeting.visitor(number, mark: mark)
      let child = ChildProcess(visitor, name: "child")
      let pid = try makeRun(child, visitor)
      _ = try meeting.arrival()
      let join = try Observed {
        try child.join()
        return (mark: mark.load(at: 0, as: Int.self), trace: trace(of: pid))
      }
      let activity = try join.settled()
      let limited = join.limitedSleep
      let wakeUps = try countSleeps(of: join, in: 25)
      meeting.letAllGo()
      let seen = try join.value(orElse: "join didn't return although the child has ended")
      reap(pid)
      #expect(
        activity == .asleep,
        """
        the child waits at a gate, so join must wait, too, and use no processor: it is \
        \(activity). (With WNOHANG, waitpid and waitid only look.)
        """)
      #expect(
        wakeUps <= 1,
        """
        join woke up \(wakeUps) times while nothing happened to its child: it polls. Without \
        WNOHANG, waitid sleeps until the child has ended.
        """)
      #expect(
        limited == nil,
        """
        join waits in \(limited ?? ""), for a time: it gives up then, or looks again although nothing has \
        happened. A child may run for days. Wait without a timeout
        """)
      #expect(
        seen.mark == number,
        "join returned before the child did the last thing of its work; \(random)")
      #expect(seen.trace != .running, "join returned before the child's process had ended")
    }

    @Test("After join there is no zombie")
    func noZombie() throws {
      let (child, pid) = try runningChild(Visitor(ending: .exits(3)))
      try child.join()
      let now = trace(of: pid)
      let state = child.state.withLock { $0 }
      reap(pid)
      #expect(
        now == .reaped,
        """
        the child has ended, but is still a zombie: the system keeps it until somebody reaps it \
        (waitpid; `updatedState` does it)
        """)
      #expect(
        state == .ended(pid: pid, waitStatus: waitStatus(exitCode: 3)),
        "the wait status must be kept in the state: after the child was reaped, nobody has it")
    }

    @Test("join can be called again")
    func again() throws {
      let (child, pid) = try runningChild(Visitor(ending: .exits(7)))
      try child.join()
      #expect(
        throws: Never.self,
        "the second join failed: a child can be reaped once only, so what is known must be kept"
      ) { try child.join() }
      let state = child.state.withLock { $0 }
      reap(pid)
      #expect(
        state == .ended(pid: pid, waitStatus: waitStatus(exitCode: 7)),
        "joining again should not change what is known of the child's end")
    }

    @Test("Several threads can join the same child at once", .holds(.threads))
    func fromThreads() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(ending: .exits(7)))
      let joins = try (0..<4).map { _ in try Observed { try child.join() } }
      for join in joins { _ = try join.settled() }
      meeting.letAllGo()
      for join in joins {
        #expect(
          throws: Never.self,
          """
          one of four threads that join the same child failed: only one of them can reap it, the \
          others find it reaped (ECHILD)
          """
        ) { try join.value(orElse: "join didn't return although the child has ended") }
      }
      let state = child.state.withLock { $0 }
      reap(pid)
      #expect(
        state == .ended(pid: pid, waitStatus: waitStatus(exitCode: 7)),
        "four threads joined the child at once, and what is known of its end must not suffer")
    }

    @Test("Before the start, join throws")
    func notStarted() throws {
      let child = kept(ChildProcess(Visitor(), name: "early"))
      let join = try Observed { try child.join() }
      #expect(
        throws: ProcessError.notStarted("early"),
        "there is nothing to wait for yet, and the message should say so"
      ) { try join.value(orElse: "join waits for a child that was not started") }
    }

    @Test("A signal in between doesn't end the wait", .holds(.signals))
    func interrupted() throws {
      try catchWithoutRestart(SIGUSR1) { _ in interruptions.add(1, ordering: .relaxed) }
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      let join = try Observed {
        unblock(SIGUSR1)
        try child.join()
        return trace(of: pid)
      }
      var rounds = 0
      while rounds < 10, try join.settled() == .asleep {
        let switches = join.switches
        let before = interruptions.load(ordering: .relaxed)
        join.interrupt(with: SIGUSR1)
        while interruptions.load(ordering: .relaxed) == before, !join.hasFinished { sched_yield() }
        // Asleep again, after it was woken by the signal.
        if try join.settled(after: switches) == .asleep { rounds += 1 }
      }
      meeting.letAllGo()
      #expect(
        throws: Never.self, "a signal made the call return -1 with EINTR: that is not the end"
      ) {
        let seen = try join.value(orElse: "join didn't return although the child has ended")
        #expect(
          seen != .running,
          """
          join returned, but the child has not ended: a signal made the call return -1 with EINTR, \
          so it must be called again
          """)
      }
      reap(pid)
    }

    @Test("join waits for its own child, and leaves the others alone")
    func ownChild() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let stranger = try launch(Visitor(ending: .exits(5)), name: "stranger")
      waitForEnd(of: stranger)
      let (child, pid) = try runningChild(meeting.visitor())
      let join = try Observed { try child.join() }
      let activity = try join.settled()
      let second = try launch(Visitor(ending: .exits(6)), name: "stranger")
      waitForEnd(of: second)
      let later = try join.settled()
      meeting.letAllGo()
      #expect(throws: Never.self, "join failed beside children that others wait for") {
        try join.value(orElse: "join didn't return although the child has ended")
      }
      let statuses = [reap(stranger), reap(second)]
      reap(pid)
      #expect(
        statuses == [waitStatus(exitCode: 5), waitStatus(exitCode: 6)],
        """
        join took the exit status of a child that another part of the program waits for, such as a \
        Foundation.Process: never wait for any child (wait, waitpid(-1), P_ALL)
        """)
      #expect(
        activity == .asleep && later == .asleep, "the end of another child ended the wait")
    }

    @Test("Other threads can use the child while one joins it", .holds(.threads))
    func mutexIsFree() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      let join = try Observed { try child.join() }
      let activity = try join.settled()
      let question = try Observed { child.pid }
      let answered = try question.settled()
      meeting.letAllGo()
      let answer = try question.value(orElse: "pid didn't return although the child has ended")
      try join.value(orElse: "join didn't return although the child has ended")
      reap(pid)
      #expect(activity == .asleep, "join should wait for the child")
      #expect(answer == pid, "the pid should be the child's")
      #expect(
        answered == .finished,
        """
        while one thread joins the child, another one that asks for its pid has to wait until the \
        child has ended: join holds the mutex while it waits. Nobody could terminate the child.
        """)
    }

    @Test("The child is reaped inside the mutex", .holds(.threads))
    func reapedInside() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      let join = try Observed { try child.join() }
      let before = try join.settled() == .asleep ? join.switches : 0
      // While this test holds the mutex, the state says `running`, so the pid must be the child's.
      let final = child.state.withLockIfAvailable { state -> Trace? in
        guard case .running = state else { return nil }
        meeting.letAllGo()
        while trace(of: pid) == .running { sched_yield() }
        // Now the waiting thread wakes up, and then wants the mutex.
        _ = try? join.settled(after: before)
        return trace(of: pid)
      }
      meeting.letAllGo()
      try join.value(orElse: "join didn't return although the child has ended")
      reap(pid)
      let seen = try #require(final, "join holds the mutex while it waits")
      #expect(
        seen == .zombie,
        """
        join reaped the child while another thread held the mutex and saw the state `running`: \
        that thread could have sent a signal to the pid, which may belong to a stranger by now. \
        Wait without reaping (waitid with WNOWAIT), and reap inside the mutex (updatedState).
        """)
    }

    @Test("It waits also if there is no free descriptor", .holds(.scarcity))
    func noDescriptors() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      let join = try observedWithoutDescriptors {
        try child.join()
        return trace(of: pid)
      } whenSettled: { _ in
        // Without it, a join that waits would wait on. Closing the gate would free a descriptor.
        kill(pid, SIGKILL)
      }
      let seen = Result {
        try join.value(orElse: "join didn't return although the child has ended")
      }
      waitForEnd(of: pid)
      reap(pid)
      #expect(
        (try? seen.get()).map { $0 != .running } == true,
        """
        this process could open no descriptor more, and join did not wait for the child. It came to: \
        \(seen). waitid needs no descriptor; who waits for one must have another way
        """)
    }

    @Test("It waits for the mutex, if another thread has it", .holds(.threads))
    func busy() throws {
      let (child, pid) = try runningChild(Visitor(ending: .exits(3)))
      waitForEnd(of: pid)
      #expect(
        throws: Never.self,
        "the child has ended, and another thread had the mutex for a moment: wait for it (withLock)"
      ) { try askedWhileBusy(child) { try child.join() } }
      let state = child.state.withLock { $0 }
      reap(pid)
      #expect(
        state == .ended(pid: pid, waitStatus: waitStatus(exitCode: 3)),
        "the child has ended, and join didn't keep how: another thread had the mutex for a moment")
    }

    @Test("While one thread joins a child, another one joins another child", .holds(.threads))
    func twoChildren() throws {
      let (long, short) = (try Meeting(), try Meeting())
      defer { [long, short].forEach { $0.close() } }
      let children = try [long, short].map { try runningChild($0.visitor()) }
      let joins = try children.map { child, _ in try Observed { try child.join() } }
      for join in joins { _ = try join.settled() }
      short.letAllGo()
      try joins[1].value(
        orElse: """
          one thread joins a child that goes on, and another thread one that has ended. The second waits \
          for the first: each child needs a wait of its own
          """)
      long.letAllGo()
      try joins[0].value(orElse: "the child has ended, and join waits")
      for (_, pid) in children { reap(pid) }
    }

    @Test("A child that somebody else reaped makes join throw", .holds(.others))
    func reapedElsewhere() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(), name: "robbed")
      // The system reaps the children of a process that ignores SIGCHLD.
      signal(SIGCHLD, SIG_IGN)
      defer { signal(SIGCHLD, SIG_DFL) }
      let join = try Observed { try child.join() }
      _ = try join.settled()
      meeting.letAllGo()
      #expect(
        throws: ProcessError.statusLost("robbed"),
        "how the child ended can't be known (ECHILD): join must say so, and not invent a status"
      ) { try join.value(orElse: "join goes on although the child is gone: waitid fails, ECHILD") }
      #expect(
        throws: ProcessError.statusLost("robbed"),
        "the second join knows no more than the first: it must say so, too"
      ) { try child.join() }
      reap(pid)
    }
  }
}

/// How often SIGUSR1 was caught.
private let interruptions = Atomic<Int>(0)

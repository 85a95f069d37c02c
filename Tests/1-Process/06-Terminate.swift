import Grading
import Groundwork
import Synchronization
import Testing

extension `1-Process` {
  @Suite(.exercise("1.6")) struct `06-Terminate` {
    @Test("terminate ends the child with SIGTERM")
    func terminate() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      try child.terminate()
      meeting.letAllGo()
      let status = reap(pid)
      #expect(status == SIGTERM, "SIGTERM should have ended the child, which waited at its gate")
    }

    @Test("kill ends a child that ignores SIGTERM")
    func kill() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      var visitor = meeting.visitor()
      visitor.ignoresTermination = true
      let (child, pid) = try runningChild(visitor)
      _ = try meeting.arrival()
      try child.kill()
      meeting.letAllGo()
      let status = reap(pid)
      #expect(status == SIGKILL, "SIGKILL should have ended the child, which waited at its gate")
    }

    @Test("terminate is a request: the child may refuse it, and nobody waits for it")
    func request() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      var visitor = meeting.visitor(ending: .exits(6))
      visitor.ignoresTermination = true
      let (child, pid) = try runningChild(visitor)
      _ = try meeting.arrival()
      let signals = Mutex(0)
      ProcessSeam.beforeSignal = { _ in signals.withLock { $0 += 1 } }
      let terminate = try Observed {
        try child.terminate()
        try child.terminate()
      }
      let activity = try terminate.settled()
      meeting.letAllGo()
      try terminate.value(orElse: "terminate didn't return")
      let status = reap(pid)
      let sent = signals.withLock { $0 }
      #expect(sent >= 2, "it was asked twice: a child may ignore the first, and heed the second")
      #expect(activity == .finished, "terminate waits for the end of the child: join does that")
      #expect(
        status == waitStatus(exitCode: 6),
        "the child ignores SIGTERM, so it should have gone on to its own end: only SIGTERM is sent")
    }

    @Test(
      "A signal is sent also when another thread asks about the child at the same time",
      .holds(.threads))
    func busy() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(ending: .exits(6)))
      _ = try meeting.arrival()
      #expect(throws: Never.self, "another thread had the mutex for a moment: wait for it") {
        try askedWhileBusy(child) { try child.terminate() }
      }
      meeting.letAllGo()
      let status = reap(pid)
      #expect(
        status == SIGTERM,
        """
        another thread had the mutex for a moment, and no SIGTERM was sent: wait for the mutex \
        (withLock), or the child goes on although it was to end
        """)
    }

    @Test("Before the start, both throw")
    func notStarted() {
      let signals = Mutex(0)
      ProcessSeam.beforeSignal = { _ in signals.withLock { $0 += 1 } }
      let child = kept(ChildProcess(Visitor(), name: "early"))
      #expect(throws: ProcessError.notStarted("early"), "there is no process to end yet") {
        try child.terminate()
      }
      #expect(throws: ProcessError.notStarted("early"), "there is no process to end yet") {
        try child.kill()
      }
      let sent = signals.withLock { $0 }
      #expect(sent == 0, "without a pid there is nobody to send a signal to")
    }

    @Test("After the end, both are harmless")
    func afterTheEnd() throws {
      let (child, pid) = try runningChild(Visitor(ending: .exits(4)))
      waitForEnd(of: pid)
      #expect(throws: Never.self, "the child is a zombie: ending it again is no error") {
        try child.terminate()
        try child.kill()
      }
      child.updatedState()
      let signals = Mutex(0)
      ProcessSeam.beforeSignal = { _ in signals.withLock { $0 += 1 } }
      #expect(throws: Never.self, "the child was reaped: ending it again is no error") {
        try child.terminate()
        try child.kill()
      }
      let sent = signals.withLock { $0 }
      let state = child.updatedState()
      #expect(
        sent == 0,
        """
        a signal was sent to a pid that was reaped: the system may have given it to another \
        process by now, which would be hit
        """)
      #expect(
        state == .ended(pid: pid, waitStatus: waitStatus(exitCode: 4)),
        "ending a child again should not change how it ended")
    }

    @Test("A child that somebody else reaped gets no signal, and that is no error", .holds(.others))
    func lost() throws {
      let (child, pid) = try runningChild(Visitor())
      reap(pid)
      let state = child.updatedState()
      let signals = Mutex(0)
      ProcessSeam.beforeSignal = { _ in signals.withLock { $0 += 1 } }
      #expect(throws: Never.self, "the child has ended: ending it again is no error") {
        try child.terminate()
        try child.kill()
      }
      let sent = signals.withLock { $0 }
      #expect(state == .lost(pid: pid), "somebody else reaped the child: updatedState finds out")
      #expect(
        sent == 0,
        """
        the child is lost (ended, and reaped by somebody else), and its pid was sent \(sent) signals: \
        the system may have given it to another process by now, which would be hit
        """)
    }

    @Test("A signal that can't be sent makes it throw", .holds(.failure))
    func refused() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      // As if the child had another user.
      ProcessSeam.beforeSignal = { _ in throw SystemError("kill", number: EPERM) }
      let errors = [child.terminate, child.kill].map { call -> CInt? in
        do {
          try call()
          return nil
        } catch { return (error as? SystemError)?.number }
      }
      ProcessSeam.beforeSignal = nil
      meeting.letAllGo()
      reap(pid)
      #expect(
        errors == [EPERM, EPERM],
        """
        send(_:to:) failed with EPERM for both, and terminate and kill threw \
        \(errors.map { $0.map { "errno \($0)" } ?? "nothing" }): send by it, and throw its error on. \
        Whoever asks a child to end must know if nobody told it.
        """)
    }

    @Test("A child that is stopped stays so, until somebody continues it", .holds(.signals))
    func stopped() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      Groundwork.kill(pid, SIGSTOP)
      var information = siginfo_t()
      waitid(P_PID, id_t(pid), &information, WSTOPPED)
      try child.terminate()
      let isStill = isStopped(pid)
      Groundwork.kill(pid, SIGCONT)
      meeting.letAllGo()
      let status = reap(pid)
      #expect(
        isStill,
        """
        the child was stopped, and terminate has continued or ended it: SIGTERM alone is sent, and a \
        stopped process gets that when somebody continues it
        """)
      #expect(status == SIGTERM, "the child was continued after that, and SIGTERM should end it")
    }

    @Test("To send a signal is not to know the end: that is found out, and reaped, as always")
    func stillToBeReaped() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      try child.kill()
      waitForEnd(of: pid)
      let state = child.updatedState()
      let now = trace(of: pid)
      reap(pid)
      #expect(
        state == .ended(pid: pid, waitStatus: SIGKILL) && now == .reaped,
        """
        kill() was called, and then the child ended. `updatedState` says \(state), and the child is \(now): \
        whoever writes down the end of a child before it was reaped leaves a zombie. Only send the signal
        """)
    }

    @Test("Nobody can reap the child just before the signal is sent", .holds(.threads))
    func insideMutex() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor())
      _ = try meeting.arrival()
      let wasFree = Mutex(false)
      ProcessSeam.beforeSignal = { _ in
        // This thread is about to call `kill`. Another one that could take the mutex now would
        // find the child's end, reap it, and give the pid back.
        let isFree = child.state.withLockIfAvailable { _ in true } ?? false
        wasFree.withLock { $0 = isFree }
      }
      try child.terminate()
      meeting.letAllGo()
      reap(pid)
      let free = wasFree.withLock { $0 }
      #expect(
        !free,
        """
        between the look at the state and the signal, another thread could have joined the child: \
        the signal would hit whoever has the pid then. Send it inside state.withLock.
        """)
    }

    @Test("Threads that terminate and threads that reap get along", .holds(.threads))
    func manyThreads() throws {
      let strays = Mutex(0)
      ProcessSeam.beforeSignal = { pid in
        if trace(of: pid) == .reaped { strays.withLock { $0 += 1 } }
      }
      for _ in 0..<10 {
        let (child, pid) = try runningChild(Visitor())
        let threads = try (0..<3).map { _ in
          try Observed {
            while case .running = child.updatedState() { try child.terminate() }
            try child.kill()
          }
        }
        for thread in threads {
          #expect(throws: Never.self, "a child that has ended makes no error") {
            try thread.value(orElse: "ending the child takes forever")
          }
        }
        reap(pid)
      }
      let count = strays.withLock { $0 }
      #expect(count == 0, "\(count) signals were sent to a pid that was reaped before")
    }
  }
}

import Grading
import Groundwork
import Synchronization
import Testing

extension `8-Subprocess` {
  @Suite(.exercise("8.6")) struct `06-Enough` {
    @Test("terminate ends the program with SIGTERM, and what it started")
    func terminate() throws {
      let talker = try Talker("\(grandchild) wait")
      defer { talker.close() }
      _ = try talker.line()
      let targets = Mutex<[pid_t]>([])
      SubprocessSeam.beforeSignal = { pid in targets.withLock { $0.append(pid) } }
      try talker.process.terminate()
      let sent = targets.withLock { $0 }
      let isGone = try talker.isGone()
      let status = reap(talker.pid)
      #expect(status == SIGTERM, "SIGTERM should have ended the program, which waited")
      #expect(
        sent.count <= 1,
        """
        it was sent to \(sent), and the program, \(talker.pid), is in its group, too: it gets the signal \
        twice, and may take the second one for impatience. One signal to the group is enough
        """)
      #expect(
        isGone,
        """
        the program has ended, and a program that it had started goes on: a signal to a pid is for \
        one process. The group has the negative number
        """)
    }

    @Test("kill ends a group that ignores SIGTERM")
    func kill() throws {
      let talker = try Talker("trap '' TERM; \(stubbornGrandchild) wait")
      defer { talker.close() }
      _ = try talker.line()
      try talker.process.kill()
      let isGone = try talker.isGone()
      let status = isGone ? reap(talker.pid) : nil
      #expect(status == SIGKILL, "SIGKILL can't be ignored: it should have ended the program")
      #expect(isGone, "kill should end what the program started, too")
    }

    @Test("terminate is a request: the program may refuse it, and nobody waits for it")
    func request() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...100, using: &random)
      let talker = try Talker("trap '' TERM; echo up >&0; read go <&0; exit \(code)")
      defer { talker.close() }
      _ = try talker.line()
      let terminate = try Observed { try talker.process.terminate() }
      let activity = try terminate.settled()
      try talker.end.writeLine("go")
      try terminate.value(orElse: "terminate didn't return")
      let status = reap(talker.pid)
      #expect(activity == .finished, "terminate waits for the end of the program: wait does that")
      #expect(
        status == code << 8,
        "the program ignores SIGTERM, so it should have gone on to its own end; \(random)")
    }

    @Test("What an ended program has left running can be ended as long as it is not reaped")
    func zombie() throws {
      let talker = try Talker("\(grandchild) exit 5")
      defer { talker.close() }
      _ = try talker.line()
      waitForEnd(of: talker.pid)
      try talker.process.terminate()
      let isGone = try talker.isGone()
      let status = reap(talker.pid)
      #expect(
        isGone,
        """
        the program has ended, and is not reaped: its group still has its number, and somebody in \
        it should have got the signal
        """)
      #expect(status == 5 << 8, "terminate should leave it to wait to reap the program")
    }

    @Test("Once it is reaped, no signal is sent")
    func reaped() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...100, using: &random)
      let talker = try Talker("exit \(code)")
      defer { talker.close() }
      waitForEnd(of: talker.pid)
      talker.process.updatedState()
      let targets = Mutex<[pid_t]>([])
      SubprocessSeam.beforeSignal = { pid in targets.withLock { $0.append(pid) } }
      #expect(throws: Never.self, "the program was reaped: ending it again is no error") {
        try talker.process.terminate()
        try talker.process.kill()
      }
      let sent = targets.withLock { $0 }
      let state = talker.process.updatedState()
      #expect(
        sent == [],
        """
        a signal was sent to a pid that was reaped: the system may have given it to another \
        program by now, which would be hit
        """)
      #expect(
        state == .ended(pid: talker.pid, waitStatus: code << 8),
        "ending a program again should not change how it ended; \(random)")
    }

    @Test("Nobody can reap the program just before the signal is sent", .holds(.threads))
    func insideMutex() throws {
      let talker = try Talker("echo up >&0; exec sleep 600")
      defer { talker.close() }
      _ = try talker.line()
      let wasFree = Mutex(false)
      let process = talker.process
      SubprocessSeam.beforeSignal = { _ in
        let isFree = process.state.withLockIfAvailable { _ in true } ?? false
        wasFree.withLock { $0 = isFree }
      }
      try process.terminate()
      reap(talker.pid)
      let free = wasFree.withLock { $0 }
      #expect(
        !free,
        """
        between the look at the state and the signal, another thread could have waited for the \
        program: the signal would hit whoever has the pid then. Send it inside state.withLock
        """)
    }

    @Test("If the signal can't be sent, that is an error", .holds(.failure))
    func refused() throws {
      let talker = try Talker("echo up >&0; exec sleep 600")
      defer { talker.close() }
      _ = try talker.line()
      let error = #expect(
        throws: SystemError.self,
        "there is no signal 1,000: kill fails, and who asked for it must learn that"
      ) { try talker.process.sendSignal(1_000) }
      #expect(error?.number == EINVAL, "the error of the system itself should come out")
    }

    @Test("While another thread communicates, endAll throws, and kills nobody", .holds(.threads))
    func busy() throws {
      let talker = try Talker("trap '' TERM; echo up >&0; read go <&0", output: .captured)
      defer { talker.close() }
      _ = try talker.line()
      let process = talker.process
      let targets = Mutex<[pid_t]>([])
      SubprocessSeam.beforeSignal = { pid in targets.withLock { $0.append(pid) } }
      let talk = try Observed { try process.communicate() }
      _ = try talk.settled()
      let end = try Observed { try process.endAll() }
      #expect(
        throws: SubprocessError.busy(process.arguments),
        "another thread receives what the program says: endAll can't, and should say so"
      ) { try end.value(orElse: "endAll doesn't return") }
      let count = targets.withLock { $0.count }
      try? talker.end.writeLine("go")
      _ = try? talk.value(orElse: "communicate doesn't return")
      #expect(count <= 1, "it may ask by SIGTERM before it throws, and no more: \(count) signals")
    }

    @Test("A program that has ended and was reaped needs no end")
    func endedBefore() throws {
      let talker = try Talker("exit 7")
      defer { talker.close() }
      waitForEnd(of: talker.pid)
      talker.process.updatedState()
      let result = try talker.endedAfterTimeout()
      #expect(result.status == .exited(7), "endAll should say how the program ended by itself")
    }

    @Test("A program that shares this process's input is signalled alone")
    func ownInput() throws {
      let process = Subprocess(["sleep", "600"], input: .inherited)
      let pid = try process.startedByTest()
      let targets = Mutex<[pid_t]>([])
      SubprocessSeam.beforeSignal = { pid in targets.withLock { $0.append(pid) } }
      // If this goes to the group, this test is in it, and ends here.
      try process.kill()
      let status = reap(pid)
      let sent = targets.withLock { $0 }
      #expect(status == SIGKILL, "kill should have ended the program, which slept")
      #expect(
        sent == [pid],
        "the program leads no group (hasOwnGroup): the negative number stands for nobody, or worse")
    }

    @Test("A program that ends when it is asked is not killed")
    func asked() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...100, using: &random)
      // sleeps: it takes a moment to tidy up, in which it would be killed
      let talker = try Talker("trap 'sleep 0.1; exit \(code)' TERM; \(grandchild) wait")
      defer { talker.close() }
      _ = try talker.line()
      let result = try talker.endedAfterTimeout()
      #expect(
        result.status == .exited(code),
        """
        the program tidies up when SIGTERM asks it to end, and exits with code \(code): it should \
        have got the time to; \(random)
        """)
    }

    @Test("A program that ignores SIGTERM is killed", arguments: [false, true])
    func ignores(isCaptured: Bool) throws {
      let talker = try Talker(
        "trap '' TERM; \(stubbornGrandchild) wait", output: isCaptured ? .captured : .inherited)
      defer { talker.close() }
      _ = try talker.line()
      let result = try talker.endedAfterTimeout()
      let isGone = try talker.isGone()
      #expect(result.status == .signaled(SIGKILL), "SIGTERM was ignored: SIGKILL ends it")
      #expect(isGone, "a program that it had started goes on, though all was to be ended")
    }

    @Test(
      "What ignores SIGTERM is killed also if the program itself obeys",
      .holds("A program may end, and leave others of its group that don't."))
    func obeysAlone() throws {
      let talker = try Talker("trap 'exit 3' TERM; \(stubbornGrandchild) wait")
      defer { talker.close() }
      _ = try talker.line()
      let result = try talker.endedAfterTimeout()
      let isGone = try talker.isGone()
      #expect(result.status == .exited(3), "the program exits with code 3 when it is asked to end")
      #expect(
        isGone,
        """
        the program ended when it was asked, but one that it had started ignores SIGTERM, and goes \
        on. Kill the group, too, and before the program is reaped: after that its number may be \
        somebody else's
        """)
    }

    @Test("What it says at its end is received, however much that is")
    func lastWords() throws {
      var random = Seeded()
      let count = Int.random(in: 1_200_000...1_500_000, using: &random)
      let talker = try Talker(
        "trap 'head -c \(count) /dev/zero; exit 4' TERM; \(quietGrandchild) wait",
        output: .captured)
      defer { talker.close() }
      _ = try talker.line()
      let result = try talker.endedAfterTimeout()
      #expect(
        (result.status, result.output.count) == (.exited(4), count),
        """
        asked to end, the program wrote \(count) bytes and exited with code 4; it \
        \(result.status), and \(result.output.count) bytes came. A pipe \
        doesn't hold that much: somebody must read meanwhile; \(random)
        """)
    }

    @Test("run ends what takes too long, and says so")
    func run() throws {
      let (here, there) = try Descriptor.socketPair()
      defer { here.close() }
      let command = ["/bin/sh", "-c", "\(grandchild) wait"]
      let run = try Observed {
        defer { there.close() }
        return Result {
          try Subprocess.run(
            command, input: .descriptor(there), timeout: .milliseconds(300))
        }
      }
      let result = try run.value(orElse: "run doesn't return, though its timeout is over")
      let isLeft = hasChildren()
      guard case .failure(SubprocessError.timedOut(let report)) = result else {
        Issue.record("the program sleeps, so run should throw .timedOut: it was \(result)")
        return
      }
      #expect(report.arguments == command, "the report should say what was run")
      #expect(report.timeout == .milliseconds(300), "the report should have the timeout")
      #expect(
        report.status == .signaled(SIGTERM), "the program does not refuse SIGTERM: that ends it")
      #expect(!isLeft, "run should reap the program before it throws")
      let isGone = try here.isAtEnd()
      #expect(isGone, "a program that it had started goes on after the timeout")
    }

    @Test("Who is done in time is not disturbed")
    func inTime() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...100, using: &random)
      let targets = Mutex<[pid_t]>([])
      SubprocessSeam.beforeSignal = { pid in targets.withLock { $0.append(pid) } }
      let result = try Subprocess.run(
        ["/bin/sh", "-c", "exit \(code)"], output: .captured, timeout: .seconds(600))
      let sent = targets.withLock { $0 }
      #expect(result.status == .exited(code), "the program ended in time; \(random)")
      #expect(sent == [], "the program ended in time: nobody should get a signal")
    }
  }
}

extension Talker {
  /// What `endAll` makes of the script.
  fileprivate func endedAfterTimeout() throws -> CompletedProcess {
    let end = try Observed { [process] in try process.endAll() }
    let result = try end.value(orElse: "endAll doesn't return: whom does it wait for?")
    #expect(trace(of: pid) == .reaped, "endAll should reap the program")
    return result
  }
}

/// Whether this process has children, running or not.
private func hasChildren() -> Bool {
  var information = siginfo_t()
  return waitid(P_ALL, 0, &information, WEXITED | WNOWAIT | WNOHANG) == 0
}

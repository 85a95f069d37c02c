import Grading
import Groundwork
import Synchronization
import Testing

extension `8-Subprocess` {
  @Suite(.exercise("8.2")) struct `02-StartOnly` {
    @Test("poll answers at once: nil while the program runs, how it ended afterwards")
    func poll() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate, then: "exit \(code)")
      let pid = try process.startedByTest()
      let poll = try Observed { (try process.poll(), try process.poll()) }
      let activity = try poll.settled()
      gate.open()
      let early = try poll.value(orElse: "poll did not return although the program has ended")
      waitForEnd(of: pid)
      let late = [try process.poll(), try process.poll()]
      reap(pid)
      #expect(activity == .finished, "poll should not wait: the program sits at its gate")
      #expect(early == (nil, nil), "the program was still running")
      #expect(
        late == [.exited(code), .exited(code)],
        "the program has ended, and asking again should not lose how; \(random)")
    }

    @Test("poll leaves no zombie")
    func reaps() throws {
      let process = Subprocess(["true"])
      let pid = try process.startedByTest()
      waitForEnd(of: pid)
      let status = try process.poll()
      let found = trace(of: pid)
      reap(pid)
      #expect(status == .exited(0), "the program has ended")
      #expect(found == .reaped, "once poll has said how the program ended, it should be reaped")
    }

    @Test("A signal is told apart from a code")
    func signal() throws {
      let process = Subprocess(["sh", "-c", "kill -TERM $$"])
      let pid = try process.startedByTest()
      waitForEnd(of: pid)
      let status = try process.poll()
      reap(pid)
      #expect(status == .signaled(SIGTERM), "the program ended by SIGTERM")
    }

    @Test("The end of the program ends the wait, not the timeout")
    func endsWithTheProgram() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate, then: "exit \(code)")
      let pid = try process.startedByTest()
      let wait = try Observed { try process.wait(timeout: .seconds(600)) }
      let activity = try wait.settled()
      let before = wait.switches
      try letTimePass()
      let wakeUps = wait.switches - before
      let question = try Observed { process.pid }
      let answer = try question.settled()
      gate.open()
      let status = try wait.value(
        orElse: "the program has ended, but wait goes on waiting for the timeout")
      _ = try question.value(orElse: "pid did not return")
      reap(pid)
      #expect(activity == .asleep, "there is much time left: wait should sleep, and is \(activity)")
      #expect(
        wakeUps <= 1,
        """
        wait woke up \(wakeUps) times while nothing happened: it polls. Wait for a descriptor that \
        becomes readable when the program ends (Descriptor.process)
        """)
      #expect(answer == .finished, "the mutex must not be held during the wait")
      #expect(status == .exited(code), "the program ended in time; \(random)")
    }

    @Test(
      "A timeout may be longer than anybody lives", .holds(.extremes),
      arguments: [5_000_000_000, Int.max])
    func longest(seconds: Int) throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate, then: "exit 8")
      let pid = try process.startedByTest()
      let wait = try Observed { try process.wait(timeout: .seconds(seconds)) }
      let activity = try wait.settled()
      gate.open()
      let status = try wait.value(orElse: "wait did not return although the program has ended")
      reap(pid)
      #expect(
        activity == .asleep, "\(seconds) seconds are left: wait should sleep, and is \(activity)")
      #expect(status == .exited(8), "the program ended with exit(8)")
    }

    @Test("A program that isn't over in time gives nil, and runs on")
    func later() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate, then: "exit 6")
      let pid = try process.startedByTest()
      let first = try process.wait(timeout: .milliseconds(20))
      let between = trace(of: pid)
      gate.open()
      let second = try process.wait(timeout: .seconds(30))
      let third = try process.wait(timeout: .seconds(30))
      reap(pid)
      #expect(first == nil, "the program sat at its gate all the time")
      #expect(
        between == .running, "a timeout should not end the program: it is only not waited for")
      #expect(second == .exited(6), "the second wait had time enough")
      #expect(third == .exited(6), "waiting again should give the same status")
    }

    @Test("No time, or less, asks without waiting", arguments: [0, -1, -1_000_000, Int.min])
    func noTime(seconds: Int) throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate, then: "exit 3")
      let pid = try process.startedByTest()
      let wait = try Observed { try process.wait(timeout: .seconds(seconds)) }
      let activity = try wait.settled()
      gate.open()
      let early = try wait.value(orElse: "wait did not return although the program has ended")
      waitForEnd(of: pid)
      let late = try process.wait(timeout: .seconds(seconds))
      reap(pid)
      #expect(activity == .finished, "a timeout of \(seconds) seconds leaves no time to wait")
      #expect(early == nil, "the program sat at its gate")
      #expect(late == .exited(3), "the program has ended: that needs no waiting")
    }

    @Test("Before the start, both throw")
    func notStarted() {
      let process = Subprocess(["true"])
      let error = SubprocessError.notStarted(["true"])
      #expect(throws: error, "there is nothing to ask yet") { try process.poll() }
      #expect(throws: error, "there is nothing to wait for yet") {
        try process.wait(timeout: .zero)
      }
    }

    @Test("How it ended is not invented", .holds(.others))
    func statusLost() throws {
      let process = Subprocess(["true"])
      reap(try process.startedByTest())
      let error = SubprocessError.statusLost(["true"])
      #expect(throws: error, "somebody else has reaped the program") {
        try process.wait(timeout: .seconds(600))
      }
      #expect(throws: error, "somebody else has reaped the program") { try process.poll() }
    }

    @Test("A signal in between doesn't end the wait", .holds(.signals))
    func interrupted() throws {
      try catchWithoutRestart(SIGUSR1) { _ in interruptions.add(1, ordering: .relaxed) }
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate, then: "exit 4")
      let pid = try process.startedByTest()
      let wait = try Observed {
        unblock(SIGUSR1)
        return try process.wait(timeout: .seconds(600))
      }
      for _ in 0..<3 where try wait.settled() == .asleep {
        let switches = wait.switches
        let before = interruptions.load(ordering: .relaxed)
        wait.interrupt(with: SIGUSR1)
        while interruptions.load(ordering: .relaxed) == before, !wait.hasFinished { sched_yield() }
        _ = try wait.settled(after: switches)
      }
      let isEarly = wait.hasFinished
      gate.open()
      let status = try wait.value(orElse: "wait did not return although the program has ended")
      reap(pid)
      #expect(!isEarly, "a signal ended the call that waits (EINTR), and there was much time left")
      #expect(status == .exited(4), "the program ended with exit(4)")
    }

    @Test("Without a free descriptor there is an error, and no endless loop", .holds(.scarcity))
    func noDescriptor() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate)
      let pid = try process.startedByTest()
      let wait = try Observed {
        Result { try withFreeDescriptors(0) { try process.wait(timeout: .milliseconds(50)) } }
      }
      let result = try wait.value(
        orElse: "this process can open no descriptor, and wait does not come to an end")
      gate.open()
      reap(pid)
      let number: CInt? =
        if case .failure(let error as SystemError) = result { error.number } else { nil }
      #expect(
        number == EMFILE,
        """
        this process can open no descriptor (EMFILE), so that wait can't sleep until the program \
        ends: it should throw that SystemError, and it gave \(result)
        """)
    }

    @Test("To wait is neither to read nor to write")
    func streamsStay() throws {
      let process = Subprocess(["cat"], input: .piped)
      let pid = try process.startedByTest()
      let wait = try Observed { try process.wait(timeout: .seconds(600)) }
      let activity = try wait.settled()
      // Nobody else has them in hand, either.
      let isOpen = (try? process.withStreams { $0.input.isOpen }) ?? false
      kill(pid, SIGKILL)
      _ = try wait.value(orElse: "the program has ended, and wait goes on")
      process.closeStreams()
      reap(pid)
      #expect(
        activity == .asleep && isOpen,
        "`cat` waits for input that may still be sent: wait has ended its input, or the program")
    }

    @Test("A status that is lost while it waits is an error", .holds(.others))
    func lostMeanwhile() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate)
      _ = try process.startedByTest()
      let wait = try Observed { Result { try process.wait(timeout: .seconds(600)) } }
      _ = try wait.settled()
      // The system reaps what ends from now on.
      Groundwork.signal(SIGCHLD, SIG_IGN)
      defer { Groundwork.signal(SIGCHLD, SIG_DFL) }
      gate.open()
      let result = try wait.value(orElse: "the program has ended, and wait goes on")
      let isLost = if case .failure(SubprocessError.statusLost) = result { true } else { false }
      #expect(
        isLost,
        "the program has ended, and the system has reaped it. wait came to \(result): nil is for time"
      )
    }

    @Test("poll needs no descriptor", .holds(.scarcity))
    func pollWithoutDescriptor() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate, then: "exit 9")
      let pid = try process.startedByTest()
      let early = Result { try withFreeDescriptors(0) { try process.poll() } }
      gate.open()
      waitForEnd(of: pid)
      let late = Result { try withFreeDescriptors(0) { try process.poll() } }
      reap(pid)
      let isNil = if case .success(nil) = early { true } else { false }
      let isLate = if case .success(.exited(9)) = late { true } else { false }
      #expect(
        isNil && isLate,
        """
        this process can open no descriptor, and poll gave \(early) and \(late): to ask, it needs \
        none. Is it a short wait? It should answer at once
        """)
    }

    @Test("Asking often uses up no descriptors")
    func descriptors() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate)
      let pid = try process.startedByTest()
      _ = try process.wait(timeout: .zero)
      let before = openNumbers().count
      for _ in 0..<20 {
        _ = try process.wait(timeout: .zero)
        _ = try process.poll()
      }
      let after = openNumbers().count
      gate.open()
      reap(pid)
      #expect(after == before, "each call leaves a descriptor open")
    }
  }
}

/// How often SIGUSR1 was caught.
private let interruptions = Atomic<Int>(0)

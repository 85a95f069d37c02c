import Grading
import Groundwork
import Synchronization
import Testing

extension `8-Subprocess` {
  @Suite(.exercise("8.1")) struct `01-RunAndWait` {
    @Test("run returns once the program has ended, and says how")
    func runs() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      let gate = try Gate()
      defer { gate.close() }
      let run = try Observed {
        try Subprocess.run(
          ["sh", "-c", "read line; exit $1", "sh", "\(code)"], input: .descriptor(gate.reader))
      }
      let activity = try run.settled()
      gate.open()
      let result = try run.value(orElse: "run did not return although the program has ended")
      #expect(
        activity == .asleep,
        "the program waits for input all the time, so run should wait, too: it is \(activity)")
      #expect(result.status == .exited(code), "the program ended with exit(\(code)); \(random)")
      #expect(result.arguments.last == "\(code)", "the result should say what was run")
    }

    @Test("A signal that ends the program is no exit code")
    func signal() throws {
      let result = try Subprocess.run(["sh", "-c", "kill -KILL $$"])
      #expect(result.status == .signaled(SIGKILL), "the program killed itself with signal 9")
    }

    @Test("Arguments arrive as they are: no shell reads them")
    func arguments() throws {
      let odd = "two words; exit 3 # $HOME *\n"
      let result = try Subprocess.run(["test", odd, "=", "two words; exit 3 # $HOME *\n"])
      #expect(result.status == .exited(0), "each argument should arrive as one, and unchanged")
    }

    @Test("start goes on at once, and wait waits")
    func startGoesOn() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate, then: "exit 5")
      let start = try Observed { try process.start() }
      let activity = try start.settled()
      let pid = process.pid
      let wait = try Observed {
        try start.value(orElse: "start did not return")
        return try process.wait()
      }
      let waiting = try wait.settled()
      gate.open()
      let status = try wait.value(orElse: "wait did not return although the program has ended")
      if let pid { reap(pid) }
      #expect(
        activity == .finished,
        "start should not wait for the program, which sits at its gate: it is \(activity)")
      #expect(pid != nil, "after start there is a pid, while the program runs")
      #expect(pid != getpid(), "the pid should be that of the new process, not of this one")
      #expect(waiting == .asleep, "the program has not ended: wait should sleep")
      #expect(status == .exited(5), "the program ended with exit(5)")
    }

    @Test("A second start throws, and starts nothing")
    func startTwice() throws {
      let process = Subprocess(["true"])
      try process.start()
      let pid = try #require(process.pid, "start should remember the pid")
      let error = #expect(throws: SubprocessError.self, "one Subprocess is one run of a program") {
        try process.start()
      }
      let second = process.pid
      reap(pid)
      if let second, second != pid { reap(second) }
      #expect(error == .alreadyStarted(["true"]), "the error should say what is wrong")
      #expect(second == pid, "the second start should change nothing")
    }

    @Test("One that has ended can't be started again", arguments: [false, true])
    func startAfterTheEnd(isLost: Bool) throws {
      let process = Subprocess(["true"])
      let pid = try process.startedByTest()
      reap(pid)
      process.state.withLock { $0 = isLost ? .lost(pid: pid) : .ended(pid: pid, waitStatus: 0) }
      #expect(throws: SubprocessError.alreadyStarted(["true"]), "one Subprocess is one run") {
        try process.start()
      }
      if let second = process.pid, second != pid { reap(second) }
    }

    @Test("Of several threads that start at once, one does", .holds(.threads))
    func startRace() throws {
      let process = Subprocess(["true"])
      let pids = Mutex<Set<pid_t>>([])
      let known = Harness.childStarted
      Harness.childStarted = { pid, name, endsWithParent in
        _ = pids.withLock { $0.insert(pid) }
        known?(pid, name, endsWithParent)
      }
      // All wait for the mutex when it is let go of, and then get it one after the other.
      let starts = try process.state.withLock { _ in
        let starts = try (0..<4).map { _ in
          try Observed { (try? process.start()) != nil }
        }
        for start in starts { _ = try start.settled() }
        return starts
      }
      let successes = try starts.count { try $0.value(orElse: "start did not return") }
      Harness.childStarted = known
      let started = pids.withLock { $0 }
      started.forEach { reap($0) }
      #expect(
        (successes, started.count) == (1, 1),
        """
        \(started.count) programs were started by one Subprocess, and \(successes) threads were \
        told that they did: look at the state and change it inside of one withLock
        """)
    }

    @Test("What can't be started throws, names the path, and can be started again")
    func notFound() throws {
      var random = Seeded()
      let path = "/no/such/program-\(UInt32.random(in: 0...9_999, using: &random))"
      let process = Subprocess([path])
      let before = openNumbers().count
      for attempt in 1...2 {
        #expect(
          throws: SpawnError.notFound(path, folder: nil, searched: nil),
          "attempt \(attempt): what spawn throws should come through; \(random)"
        ) { try process.start() }
      }
      #expect(process.pid == nil, "nothing was started, so there is no pid")
      #expect(
        throws: SubprocessError.notStarted([path]), "nothing was started, so it can't be waited for"
      ) { try process.wait() }
      #expect(openNumbers().count == before, "nothing should stay open after an error")
      #expect(throws: SpawnError.notExecutable("/etc/passwd", folder: nil, isFolder: false)) {
        try Subprocess.run(["/etc/passwd"])
      }
      let error = #expect(throws: SpawnError.self) { try Subprocess.run(["true"], in: path) }
      #expect("\(error as Any)".contains(path), "a bad folder should be named")
    }

    @Test("It can be started again whatever kept it from starting", .holds(.failure))
    func noDescriptorAtFirst() throws {
      let process = Subprocess(["true"], input: .piped)
      let first: Void? = withFreeDescriptors(0) { try? process.start() }
      #expect(throws: Never.self, "nothing was started the first time, so it still can be") {
        if first == nil { try process.start() }
      }
      process.closeStreams()
      if let pid = process.pid { reap(pid) }
    }

    @Test("wait leaves the output to who reads it")
    func streamsStay() throws {
      let (reader, writer) = try Descriptor.pipe()
      defer { [reader, writer].forEach { $0.close() } }
      let process = Subprocess(["true"])
      let pid = try process.startedByTest()
      try process.withStreams { $0.output = Capture(reader) }
      _ = try? process.wait()
      reap(pid)
      #expect(!reader.isClosed, "wait closed the captured output, and communicate gets nothing")
    }

    @Test("The program is reaped only while the mutex is held", .holds(.threads))
    func reapedInside() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate)
      let pid = try process.startedByTest()
      let wait = try Observed { try process.wait() }
      _ = try wait.settled()
      let traceMeanwhile = try process.state.withLockIfAvailable { _ in
        let switches = wait.switches
        gate.open()
        _ = try wait.settled(after: switches)
        return trace(of: pid)
      }
      gate.open()
      _ = try? wait.value(orElse: "wait did not return although the program has ended")
      reap(pid)
      #expect(
        traceMeanwhile != .reaped,
        """
        the program was reaped while another thread held the mutex, to which the pid is still the \
        program's; and a second wait finds nobody (ECHILD). Wait with WNOWAIT
        """)
    }

    @Test("wait can be called again, and from several threads at once")
    func waitAgain() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate, then: "exit 9")
      let pid = try process.startedByTest()
      let waits = try (0..<3).map { _ in try Observed { try process.wait() } }
      for wait in waits { _ = try wait.settled() }
      gate.open()
      let statuses = waits.map { wait in
        (try? wait.value(orElse: "wait did not return although the program has ended"))
      }
      let again = try? process.wait()
      reap(pid)
      #expect(
        statuses == [.exited(9), .exited(9), .exited(9)],
        "all three threads wait for the same program, and each should be told how it ended")
      #expect(again == .exited(9), "how it ended should be remembered after the program was reaped")
    }

    @Test("Waiting uses no processor")
    func noPolling() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate)
      let pid = try process.startedByTest()
      let wait = try Observed { try process.wait() }
      let activity = try wait.settled()
      let before = wait.switches
      try letTimePass()
      let wakeUps = wait.switches - before
      gate.open()
      _ = try wait.value(orElse: "wait did not return although the program has ended")
      reap(pid)
      #expect(activity == .asleep, "wait should sleep until the program ends: it is \(activity)")
      #expect(wakeUps <= 1, "wait woke up \(wakeUps) times while nothing happened: it polls")
    }

    @Test("wait takes no other child's end, and lets others use the program")
    func ownChild() throws {
      let gate = try Gate()
      defer { gate.close() }
      let stranger = try ProgramStart(["sh", "-c", "exit 5"]).spawn()
      waitForEnd(of: stranger)
      let process = Subprocess.waiting(at: gate)
      let pid = try process.startedByTest()
      let wait = try Observed { try process.wait() }
      let activity = try wait.settled()
      let second = try ProgramStart(["sh", "-c", "exit 6"]).spawn()
      waitForEnd(of: second)
      let question = try Observed { process.pid }
      let answer = try question.settled()
      gate.open()
      let status = try? wait.value(orElse: "wait did not return although the program has ended")
      _ = try question.value(orElse: "pid did not return although the program has ended")
      let statuses = [reap(stranger), reap(second)]
      reap(pid)
      #expect(activity == .asleep, "only another child has ended: wait should sleep")
      #expect(
        statuses == [waitStatus(exitCode: 5), waitStatus(exitCode: 6)],
        "wait took the status of a child that is not its own: never wait for any child (-1)")
      #expect(status == .exited(0), "the program itself ended with 0")
      #expect(
        answer == .finished,
        "who asks for the pid meanwhile has to wait: the mutex must not be held during the wait")
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
        return try process.wait()
      }
      for _ in 0..<5 where try wait.settled() == .asleep {
        let switches = wait.switches
        let before = interruptions.load(ordering: .relaxed)
        wait.interrupt(with: SIGUSR1)
        while interruptions.load(ordering: .relaxed) == before, !wait.hasFinished { sched_yield() }
        _ = try wait.settled(after: switches)
      }
      let isEarly = wait.hasFinished
      gate.open()
      let status = try? wait.value(orElse: "wait did not return although the program has ended")
      reap(pid)
      #expect(!isEarly, "a signal made the call return -1 with EINTR: it must be called again")
      #expect(status == .exited(4), "the program ended with exit(4)")
    }

    @Test(
      "How it ended is not invented", .holds(.others),
      arguments: ["reaped by others", "SIGCHLD ignored"])
    func statusLost(how: String) throws {
      if how == "SIGCHLD ignored" { Groundwork.signal(SIGCHLD, SIG_IGN) }
      let process = Subprocess(["true"])
      let pid = try process.startedByTest()
      reap(pid)
      #expect(
        throws: SubprocessError.statusLost(["true"]),
        "the system has forgotten how the program ended, and nobody can know"
      ) { try process.wait() }
      #expect(throws: SubprocessError.statusLost(["true"]), "nor again") { try process.wait() }
    }

    @Test("If the system forgets how it ended while wait sleeps, wait throws")
    func robbed() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate)
      let pid = try process.startedByTest()
      let wait = try Observed { try process.wait() }
      let activity = try wait.settled()
      // From now on the system reaps each child itself.
      Groundwork.signal(SIGCHLD, SIG_IGN)
      gate.open()
      #expect(activity == .asleep, "the program sits at its gate: wait should sleep")
      #expect(
        throws: SubprocessError.statusLost(process.arguments),
        "the program ended while wait slept, and nobody can know how"
      ) {
        try wait.value(
          orElse: """
            the program has ended, the system has reaped it (waitid fails with ECHILD), and wait \
            goes on: after each return of the call, whatever it says, ask statusIfEnded() again
            """)
      }
      reap(pid)
    }
  }
}

/// How often SIGUSR1 was caught.
private let interruptions = Atomic<Int>(0)

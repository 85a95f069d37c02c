#if Solutions
import Grading
import Groundwork
import Synchronization
import Testing

// What goes wrong around other programs, done on purpose. All of it needs more than one exercise,
// so that it grades the solutions only.

extension `8-Subprocess` {
  @Suite(.exercise("8.7", deadline: .seconds(60))) struct Hazards {
    @Test("With many at once from several threads, no program has a descriptor of another one's")
    func descriptors() throws {
      // Not close-on-exec: as some libraries leave theirs.
      let inheritable = dup(0)
      let lists = try listsFromFourThreads()
      close(inheritable)
      // 3 is the folder that ls reads.
      let odd = lists.filter { $0 != "0\n1\n2\n3\n" }
      #expect(lists.count == 60)
      #expect(odd == [], "a program should have 0, 1, 2 and what it opens itself")
      // What this process has left open itself, the grader would report.
    }

    @Test("With SIGCHLD ignored, nobody knows how a program ended, and nobody invents it")
    func ignoredChildren() throws {
      signal(SIGCHLD, SIG_IGN)
      let command = ["/bin/sh", "-c", "exit 3"]
      #expect(throws: SubprocessError.statusLost(command)) { try Subprocess.run(command) }
      #expect(throws: SubprocessError.statusLost(command)) {
        try Subprocess.run(command, output: .captured, timeout: .seconds(600))
      }
      let process = Subprocess(command)
      try process.start()
      #expect(throws: SubprocessError.statusLost(command)) { try process.wait() }
      #expect(throws: SubprocessError.statusLost(command)) { try process.poll() }
      // Its pid is free, and perhaps a stranger's.
      #expect(throws: Never.self) { try process.kill() }
    }

    @Test("Signals all the time disturb nothing")
    func interrupted() throws {
      // Each call that blocks returns EINTR.
      try catchWithoutRestart(SIGUSR1) { _ in }
      var random = Seeded()
      let input = [UInt8](random: 500_000, using: &random)
      let work = try Observed {
        unblock(SIGUSR1)
        let copy = try Subprocess.run(
          ["cat"], input: .bytes(input), output: .captured, timeout: .seconds(600))
        let codes = try (0..<10).map { code in
          try Subprocess.run(["/bin/sh", "-c", "exit \(code)"]).status
        }
        return (copy.output, codes)
      }
      var count = 0
      while !work.hasFinished {
        work.interrupt(with: SIGUSR1)
        count += 1
        sched_yield()
      }
      let (output, codes) = try work.value(orElse: "the programs don't come to an end")
      #expect(output == input, "after \(count) signals; \(random)")
      #expect(codes == (0..<10).map { .exited($0) })
    }

    @Test("Without descriptors there is an error, and nothing is left behind")
    func noDescriptors() throws {
      var old = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &old)
      let before = openNumbers().count
      var errors = 0
      var successes = 0
      for limit in 4..<(before + 24) {
        var few = rlimit(rlim_cur: rlim_t(limit), rlim_max: old.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &few)
        let result = Result {
          try Subprocess.run(
            ["/bin/sh", "-c", "cat"], input: .text("hello"), output: .captured,
            error: .captured, timeout: .seconds(600))
        }
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &old)
        switch result {
        case .success(let result) where result.succeeded:
          #expect(result.outputText == "hello", "with a limit of \(limit)")
          successes += 1
        case .success(let result):
          // It had no descriptor for its libraries.
          #expect(result.status == .exited(127), "with a limit of \(limit)")
        case .failure(SpawnError.system(let error)), .failure(let error as SystemError):
          #expect(error.number == EMFILE, "with a limit of \(limit)")
          errors += 1
        case .failure(let error):
          Issue.record("with a limit of \(limit): \(error)")
        }
        #expect(openNumbers().count == before, "a descriptor is left, with a limit of \(limit)")
        let reaped = waitpid(-1, nil, WNOHANG)
        #expect(reaped == -1 && errno == ECHILD, "a child is left, with a limit of \(limit)")
      }
      #expect(errors > 3 && successes > 3, "\(errors) errors, \(successes) successes")
    }

    @Test("Threads that kill and threads that wait get along: no reaped pid is signalled")
    func manyThreads() throws {
      let strays = Mutex(0)
      let signals = Mutex(0)
      SubprocessSeam.beforeSignal = { target in
        signals.withLock { $0 += 1 }
        if trace(of: abs(target)) == .reaped { strays.withLock { $0 += 1 } }
      }
      for _ in 0..<20 {
        let process = Subprocess(["sleep", "600"])
        try process.start()
        let threads = try (0..<3).map { number in
          try Observed {
            while try process.poll() == nil { try process.terminate() }
            try process.kill()
            return try number == 0 ? process.communicate().status : process.wait()
          }
        }
        let statuses = try threads.map { try $0.value(orElse: "the program doesn't end") }
        #expect(statuses == [.signaled(SIGTERM), .signaled(SIGTERM), .signaled(SIGTERM)])
      }
      #expect(signals.withLock { $0 } >= 20)
      #expect(strays.withLock { $0 } == 0, "a pid was signalled that was reaped before")
    }

    @Test(
      "communicate with a timeout sleeps until something happens, and notices the end at once")
    func noPolling() throws {
      let gate = try Gate()
      defer { gate.close() }
      let process = Subprocess.waiting(at: gate, then: "exit 6")
      let captured = Subprocess(
        process.arguments, input: .descriptor(gate.reader), output: .captured, error: .captured)
      try process.start()
      try captured.start()
      let waits = try [process, captured].map { process in
        try Observed { try process.communicate(timeout: .seconds(600)) }
      }
      let activities = try waits.map { try $0.settled() }
      let before = waits.map(\.switches)
      try letTimePass()
      let wakeUps = zip(waits, before).map { $0.switches - $1 }
      gate.open()
      let results = try waits.map {
        try $0.value(orElse: "the program has ended, and communicate waits for its timeout")
      }
      #expect(activities == [.asleep, .asleep])
      #expect(wakeUps.allSatisfy { $0 <= 1 }, "it polls: it woke up \(wakeUps) times")
      #expect(results.map(\.status) == [.exited(6), .exited(6)])
    }

    @Test("A program that closes its input early is no error, and SIGPIPE ends nobody here")
    func closesInput() throws {
      signal(SIGPIPE, SIG_DFL)
      var random = Seeded()
      let input = [UInt8](random: 300_000, using: &random)
      for script in [
        "exec 0<&-; echo end", "echo end", "head -c 70000 >&2; echo end",
      ] {
        for _ in 0..<5 {
          let result = try Subprocess.run(
            ["/bin/sh", "-c", script], input: .bytes(input), output: .captured,
            error: .discarded)
          #expect(result.outputText == "end\n" && result.status == .exited(0), "\(script)")
        }
      }
    }

    @Test("A program is ended by SIGPIPE also if this process ignores it")
    func brokenPipe() throws {
      signal(SIGPIPE, SIG_IGN)
      let results = try Subprocess.pipeline([["yes"], ["true"]])
      #expect(results.map(\.status) == [.signaled(SIGPIPE), .exited(0)])
    }

    @Test("A program that is killed while it is fed is reported as that")
    func killedMeanwhile() throws {
      let input = [UInt8](repeating: 0, count: 1_000_000)
      let process = Subprocess(["sleep", "600"], input: .piped, output: .captured)
      try process.start()
      let wait = try Observed { try process.communicate(input: input) }
      let activity = try wait.settled()
      try process.kill()
      let result = try wait.value(orElse: "the program was killed, and communicate goes on")
      #expect(activity == .asleep, "the pipe is full, so communicate should sleep")
      #expect(result.status == .signaled(SIGKILL))
    }

    @Test("Only one thread at a time communicates, the other one is told")
    func busy() throws {
      let process = Subprocess(["sleep", "600"], output: .captured)
      try process.start()
      let wait = try Observed { try process.communicate() }
      _ = try wait.settled()
      #expect(throws: SubprocessError.busy(["sleep", "600"])) { try process.communicate() }
      try process.kill()
      let result = try wait.value(orElse: "the program was killed, and communicate goes on")
      #expect(result.status == .signaled(SIGKILL))
    }
  }
}

/// What 60 programs have open, each as a list of numbers.
private func listsFromFourThreads() throws -> [String] {
  let threads = try (0..<4).map { _ in
    try Observed {
      try (0..<15).map { number in
        try Subprocess.run(
          ["ls", "/proc/self/fd"], input: number.isMultiple(of: 2) ? .text("x") : .none,
          output: .captured, error: number.isMultiple(of: 3) ? .captured : .merged
        ).outputText
      }
    }
  }
  return try threads.flatMap { try $0.value(orElse: "a program doesn't come to an end") }
}
#endif

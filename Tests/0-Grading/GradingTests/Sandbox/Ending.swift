#if Solutions
import CPlatform
import Groundwork
import Testing

@testable import Grading

@Suite("An end before the end is no pass, and blame goes where it belongs") struct Ending {
  @Test("exit(0) in the middle")
  func exitZero() async throws {
    let result = try await grade { exit(0) }
    #expect(result.verdict == .failed)
    #expect(result.message.contains("exit(0) before the test had"), "\(result.message)")
  }

  @Test("_exit(0) in the middle")
  func underscoreExitZero() async throws {
    let result = try await grade { _exit(0) }
    #expect(result.verdict == .failed)
    #expect(result.message.contains("exit(0) before the test had"), "\(result.message)")
  }

  @Test("_exit(0) after the stage was written over")
  func forged() async throws {
    let result = try await grade {
      var finished: UInt32 = 2
      for number in Harness.firstRecordNumber..<Harness.firstRecordNumber + 50 {
        pwrite(number, &finished, 4, 0)
      }
      _exit(0)
    }
    #expect(result.verdict == .failed)
    #expect(result.message.contains("exit(0) before the test had"), "\(result.message)")
  }

  @Test("exit(3) in the middle, after a failure")
  func exitThree() async throws {
    let result = try await grade {
      #expect(numbers(1) == [2])
      exit(3)
    }
    #expect(result.verdict == .failed)
    #expect(result.message.contains("exit(3) before the test had"), "\(result.message)")
    #expect(
      result.message.contains("Expectation failed: (numbers(1) → [1]) == [2]"),
      "\(result.message)")
  }

  @Test("Another program in the place of the test")
  func replaced() async throws {
    let result = try await grade {
      let name = strdup("true")
      execv("/bin/true", [name, nil])
    }
    #expect(result.verdict == .failed)
    #expect(result.message.contains("exit(0) before the test had"), "\(result.message)")
  }

  @Test("A fork of the test that runs on to the test's end")
  func copyRunsOn() async throws {
    let result = try await grade {
      let child = workbook_fork()
      if child == 0 { return }
      waitpid(child, nil, 0)
    }
    #expect(result.verdict == .failed)
    #expect(
      result.message.contains("A copy of the test's process (fork) ran on"), "\(result.message)")
  }

  @Test("A todo of the test's own exercise: not started, with the goal and the place")
  func ownTodo() async throws {
    let result = try await grade {
      todo("Say hello.", file: "/Lessons/1-Process/03-ExitStatus.swift", line: 7)
    }
    #expect(result.verdict == .notStarted)
    #expect(result.message == "Not started: Say hello.")
    #expect(
      result.todo
        == TodoPlace(
          goal: "Say hello.", file: "/Lessons/1-Process/03-ExitStatus.swift", line: 7))
  }

  @Test("A todo of an earlier exercise: skipped, blocked by that one")
  func otherTodo() async throws {
    let judgement = try await gradeFully {
      todo("Wait.", file: "/Lessons/1-Process/02-Join.swift", line: 9)
    }
    #expect(judgement.result.verdict == .skipped)
    #expect(judgement.result.blockedBy == "1.2")
    #expect(judgement.result.message == "Blocked by 1.2 Join, which is not started.")
    #expect(judgement.issues == [], "a skipped test is not red")
  }

  @Test("A todo of a later exercise: failed, as no right answer comes there")
  func laterTodo() async throws {
    let result = try await grade {
      todo("Reap the child.", file: "/Lessons/1-Process/11-NobodyJoins.swift", line: 13)
    }
    #expect(result.verdict == .failed)
    #expect(result.blockedBy == nil)
    #expect(
      result.message == """
        The answer led to 1.11 Nobody joins, a later exercise, which is not started: \
        “Reap the child.” A right answer to 1.3 Exit status never comes there: look for what is \
        missing, or too much.
        """)
  }

  @Test("A todo in a child counts, whatever the test makes of it")
  func todoInChild() async throws {
    let result = try await grade {
      let child = try launch(ReachesTodo(), name: "ChildProcess-1")
      var status: CInt = 0
      waitpid(child, &status, 0)
      #expect(status == 0)
    }
    #expect(result.verdict == .notStarted, "\(result.message)")
  }

  @Test("A guard that the test kills: failed, and nothing stays")
  func killsGuard() async throws {
    let result = try await grade(filtersSignals: false) {
      let sleeper = try launchSleeper()
      print(sleeper)
      kill(getppid(), SIGKILL)
      pause()
    }
    #expect(result.verdict == .failed)
    #expect(
      result.message.contains("The test ended the process that guards it (SIGKILL"),
      "\(result.message)")
  }

  @Test("A guard that the test stops: the verdict comes all the same")
  func stopsGuard() async throws {
    let result = try await grade(filtersSignals: false) {
      // The grader lets it go on at once, each time: not only at the deadline.
      for _ in 0..<3 {
        kill(getppid(), SIGSTOP)
        while isStopped(getppid()) {}
      }
    }
    #expect(result.verdict == .passed, "\(result.message)")
  }

  @Test("A guard that is stopped again and again is ended")
  func stopsGuardForEver() async throws {
    let result = try await grade(deadline: .seconds(1), filtersSignals: false) {
      let guardian = getppid()
      while true { kill(guardian, SIGSTOP) }
    }
    #expect(result.verdict == .hung, "\(result.message)")
  }

  @Test("Who ends the guard is ended, and told so")
  func endsGuard() async throws { try await isEnded { kill(getppid(), SIGKILL) } }

  @Test("Who stops the guard is ended, and told so")
  func stopsGuardOnce() async throws { try await isEnded { kill(getppid(), SIGSTOP) } }

  @Test("Who signals the grader is ended, and told so")
  func signalsGrader() async throws { try await isEnded { kill(grader, SIGTERM) } }

  @Test("Who signals the grader's group is ended, and told so")
  func signalsGroup() async throws { try await isEnded { kill(-getpgid(grader), SIGTERM) } }

  @Test("Who signals what has started the grader is ended, and told so")
  func signalsStarter() async throws { try await isEnded { kill(parent(of: grader), SIGSTOP) } }

  private func isEnded(
    line: Int = #line, _ body: @Sendable () async throws -> Void
  ) async throws {
    let result = try await grade(line: line, body)
    #expect(result.verdict == .crashed, "\(result.message)")
    #expect(result.message.contains("signaled the grader"), "\(result.message)")
  }

  @Test("Whether they are there, a test may ask; and it signals its own processes as ever")
  func asks() async throws {
    let result = try await grade {
      #expect(kill(getppid(), 0) == 0 || errno == EPERM)
      let sleeper = try launchSleeper()
      #expect(kill(sleeper, SIGKILL) == 0)
      waitpid(sleeper, nil, 0)
      #expect(raise(SIGCONT) == 0)
    }
    #expect(result.verdict == .passed, "\(result.message)")
  }

  @Test("kill(-1, …) is refused, and so the login survives")
  func killsAll() async throws {
    let result = try await grade {
      #expect(kill(-1, SIGKILL) == -1)
      #expect(errno == EPERM)
      let child = try launch(KillsAll(), name: "ChildProcess-1")
      var status: CInt = 0
      waitpid(child, &status, 0)
      #expect(status == 0)
      #expect(kill(getpid(), 0) == 0, "other signals are sent as ever")
    }
    #expect(result.verdict == .passed, "\(result.message)")
  }

  @Test("kill(0, …) ends the test's process and its children alone")
  func killsGroup() async throws {
    let result = try await grade { kill(0, SIGKILL) }
    #expect(result.verdict == .crashed)
    #expect(result.message == "The test's process crashed: SIGKILL (killed).")
  }
}

/// In a sandbox: the process that has started the guard.
private var grader: pid_t { parent(of: getppid()) }

private func parent(of pid: pid_t) -> pid_t { ProcessFiles.status(of: pid)?.parent ?? 0 }

struct KillsAll: ProcessTarget {
  func run() throws { if kill(-1, SIGKILL) != -1 { exit(1) } }
}
#endif

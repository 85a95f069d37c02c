#if Solutions
import Groundwork
import Synchronization
import Testing

@testable import Grading

@Suite("What a test leaves behind is reported, and ended") struct Leaking {
  @Test("A child that still runs")
  func runningChild() async throws {
    let result = try await grade { _ = try launch(Sleeper(), name: "ChildProcess-1") }
    #expect(result.verdict == .leaked)
    #expect(
      result.message.contains(" (ChildProcess-1) is still running"), "\(result.message)")
    try expectEnded(result)
  }

  @Test("A child that was never waited for: a zombie")
  func zombie() async throws {
    let result = try await grade { _ = try launch(Quick(), name: "ChildProcess-1") }
    #expect(result.verdict == .leaked)
    #expect(
      result.message.contains(" (ChildProcess-1) has ended, and nobody waited for it: a zombie"),
      "\(result.message)")
  }

  @Test("Another program, with its command")
  func program() async throws {
    let result = try await grade { _ = try launchSleeper() }
    #expect(result.verdict == .leaked)
    #expect(result.message.contains(" (sleep 1000) is still running"), "\(result.message)")
    try expectEnded(result)
  }

  @Test("A grandchild whose parent has ended, in a session of its own")
  func daemon() async throws {
    let result = try await grade {
      let child = try launch(Daemonizes(), name: "ChildProcess-1")
      var status: CInt = 0
      waitpid(child, &status, 0)
      #expect(status == 0)
    }
    #expect(result.verdict == .leaked)
    #expect(
      result.message.contains(" is still running, below the test's children"),
      "\(result.message)")
    try expectEnded(result)
  }

  @Test("A descriptor, with what it leads to")
  func descriptor() async throws {
    let result = try await grade { _ = open("/etc/passwd", O_RDONLY) }
    #expect(result.verdict == .leaked)
    #expect(result.message.contains(" is still open: /etc/passwd"), "\(result.message)")
  }

  @Test("Both ends of a pipe")
  func pipeEnds() async throws {
    let result = try await grade {
      var ends: [CInt] = [0, 0]
      #expect(pipe(&ends) == 0)
    }
    #expect(result.verdict == .leaked)
    #expect(
      result.message.contains("a pipe whose write end is held by this process itself"),
      "\(result.message)")
  }

  @Test("What a failed test leaves behind is told with its failure")
  func failedToo() async throws {
    let result = try await grade {
      #expect(numbers(1) == [2])
      _ = open("/etc/passwd", O_RDONLY)
    }
    #expect(result.verdict == .failed)
    #expect(result.message.contains(" is still open: /etc/passwd"), "\(result.message)")
  }

  @Test("What tasks and timers open for themselves does not count")
  func runtime() async throws {
    let result = try await grade {
      // sleeps: it opens the runtime's timer.
      try await Task.sleep(for: .milliseconds(1))
      await withTaskGroup { group in
        for _ in 0..<8 { group.addTask { await Task.yield() } }
      }
    }
    #expect(result.verdict == .passed, "\(result.message)")
  }

  @Test("A child that ends with its parent may still run at the test's end")
  func endsWithParent() async throws {
    let result = try await grade {
      _ = try launch(Sleeper(), name: "ChildProcess-1", endsWithParent: true)
    }
    #expect(result.verdict == .passed, "\(result.message)")
  }

  @Test("A child that another thread is about to wait for does not count")
  func waitedForByThread() async throws {
    let result = try await grade {
      let child = try launch(Quick(), name: "ChildProcess-1")
      waitForEnd(of: child)
      try BackgroundThread { waitpid(child, nil, 0) }
    }
    #expect(result.verdict == .passed, "\(result.message)")
  }

  /// Expects that the processes that the message names are gone.
  private func expectEnded(
    _ result: TestResult, at place: SourceLocation = #_sourceLocation
  ) throws {
    let pids = result.message.matches(of: /process (\d+)/).compactMap { pid_t($0.output.1) }
    try #require(!pids.isEmpty, sourceLocation: place)
    for pid in pids {
      #expect(kill(pid, 0) == -1, "process \(pid) is still there", sourceLocation: place)
    }
  }
}

struct Sleeper: ProcessTarget {
  func run() throws { while true { pause() } }
}

struct Quick: ProcessTarget {
  func run() throws {}
}

/// Leaves a process behind that no process group and no parent leads to.
struct Daemonizes: ProcessTarget {
  func run() throws {
    if try forkProcess() > 0 { _exit(0) }
    setsid()
    if try forkProcess() > 0 { _exit(0) }
    while true { pause() }
  }
}

/// Starts `sleep 1000`.
func launchSleeper() throws -> pid_t {
  var pid: pid_t = 0
  let words: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("1000"), nil]
  defer { words.forEach { free($0) } }
  let error = posix_spawnp(&pid, "sleep", nil, nil, words, environ)
  guard error == 0 else { throw SystemError("posix_spawn", number: error) }
  return pid
}
#endif

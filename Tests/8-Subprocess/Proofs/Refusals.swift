#if Solutions
import Grading
import Groundwork
import Synchronization
import Testing

// What the system refuses, or does by itself, in the middle of a run.

extension `8-Subprocess` {
  @Suite(.exercise("8.7", deadline: .seconds(60))) struct Refusals {
    @Test("With SIGCHLD ignored, a timeout is one, and what the program wrote is kept")
    func timeoutOfTheIgnored() throws {
      try withLostStatuses {
        let report = try reportOfTimeout(["/bin/sh", "-c", "echo early; exec sleep 600"])
        #expect(report.status == nil, "nobody knows how it ended")
        #expect(report.output == Array("early\n".utf8))
      }
    }

    @Test("With SIGCHLD ignored, a program that is gone at any moment is lost, and nothing else")
    func goneAtAnyMoment() throws {
      let command = ["/bin/sh", "-c", "exit 3"]
      try withLostStatuses {
        for _ in 0..<200 {
          let process = Subprocess(command)
          try process.start()
          #expect(throws: SubprocessError.statusLost(command)) {
            try process.wait(timeout: .seconds(600))
          }
        }
      }
    }

    @Test("A program that may not be signalled is not waited for, and what it wrote is kept")
    func mayNotBeSignalled() throws {
      try withoutRights {
        let report = try reportOfTimeout(["/bin/sh", "-c", "echo early; exec cat"])
        #expect(report.status == nil, "it goes on")
        #expect(report.output == Array("early\n".utf8))
      }
    }

    @Test("A program that may not be signalled is left alone, whatever went wrong")
    func abandoned() throws {
      let (reader, writer) = try Descriptor.pipe()
      defer { writer.close() }
      let process = Subprocess(["cat"], input: .descriptor(reader), output: .discarded)
      try process.start()
      reader.close()
      let pid = process.pid
      try withoutRights {
        let error = #expect(throws: SystemError.self) { try process.terminate() }
        #expect(error?.number == EPERM)
        let work = try Observed { process.abandon() }
        let activity = try work.settled()
        if activity != .finished { writer.close() }
        try work.value(orElse: "abandon doesn't return")
        #expect(activity == .finished, "abandon waits for a program that it could not end")
      }
      #expect(pid.map { trace(of: $0) } == .running)
      writer.close()
      #expect(try process.wait() == .exited(0))
      // Somebody else's signal is of no use to one that has ended.
      try withoutRights { #expect(throws: Never.self) { try process.kill() } }
    }

    @Test("A folder of PATH that can't be looked at, or has no program there, hides no later one")
    func path() throws {
      try withFolder { folder in
        let loop = folder + "/loop"
        let orphan = folder + "/orphan"
        let script = """
          mkdir "$0" "$1"; ln -s env "$0/env"; printf '#!/no/such' >"$1/env"; chmod +x "$1/env"; \
          ln -s self "$2/self"; touch "$2/file"; mkdir -p "$2/both/env"
          """
        try Subprocess.run(["/bin/sh", "-c", script, loop, orphan, folder], check: true)
        let long = folder + "/" + String(repeating: "x", count: 300)
        let endless = String(repeating: "/x", count: 4_000)
        for entry in [
          loop, orphan, folder + "/self", folder + "/file", folder + "/both", long, endless, "/no",
        ] {
          let result = Result {
            try Subprocess.run(
              ["env"], output: .captured, environment: .replaced(["PATH": "\(entry):/usr/bin"]))
          }
          #expect(throws: Never.self, "\(entry.prefix(60))") { try result.get().check() }
        }
        // What was found first is told, and not that there is nothing.
        let error = SpawnError.noInterpreter(orphan + "/env")
        #expect(throws: error) {
          try Subprocess.run(
            ["env"], environment: .replaced(["PATH": "/no:\(orphan):\(folder)/both"]))
        }
      }
    }

    @Test("Without arguments there is nothing to start")
    func noArguments() {
      #expect(throws: SpawnError.noArguments) { try Subprocess.run([]) }
    }

    @Test("A zombie that may not be signalled needs no signal")
    func zombie() throws {
      let process = Subprocess(["true"])
      try process.start()
      if let pid = process.pid { waitForEnd(of: pid) }
      try withoutRights { #expect(throws: Never.self) { try process.kill() } }
      #expect(try process.wait() == .exited(0))
    }
  }
}

/// What `run` reports of a program that doesn't come to its end.
///
/// The time is longer at each try, until the program has come so far as to write something.
private func reportOfTimeout(_ command: [String]) throws -> TimedOut {
  // The program ends with it, at the latest.
  let (reader, writer) = try Descriptor.pipe()
  defer {
    [reader, writer].forEach { $0.close() }
    waitUntilChildless()
  }
  for milliseconds in [200, 1_000, 5_000] {
    let run = try Observed {
      Result {
        try Subprocess.run(
          command, input: .descriptor(reader), output: .captured,
          timeout: .milliseconds(milliseconds))
      }
    }
    let result = try run.value(orElse: "the time is over, and run goes on")
    guard case .failure(SubprocessError.timedOut(let report)) = result else {
      throw TestFailure("the time was over, and run gave \(result)")
    }
    if !report.output.isEmpty { return report }
  }
  throw TestFailure("the program of the test wrote nothing")
}

/// Waits until the last child of this process is reaped, by whichever thread.
private func waitUntilChildless() {
  let deadline = Deadline(after: .seconds(4))
  var information = siginfo_t()
  while !deadline.hasPassed,
    waitid(P_ALL, 0, &information, WEXITED | WNOHANG | WNOWAIT) == 0
  { sched_yield() }
}

/// Calls `body` while every signal is refused, as those are to a program that became another user
/// (`sudo`).
private func withoutRights(_ body: () throws -> Void) throws {
  SubprocessSeam.beforeSignal = { _ in throw SystemError("kill", number: EPERM) }
  defer { SubprocessSeam.beforeSignal = nil }
  try body()
}
#endif

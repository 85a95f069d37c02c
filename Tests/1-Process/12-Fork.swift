import Grading
import Groundwork
import Testing

extension `1-Process` {
  @Suite(.exercise("1.12")) struct `12-Fork` {
    @Test("The copy is another process, a child of the original, and nobody waits for it")
    func anotherProcess() throws {
      let output = try outcome(of: ForksAndWaits())
      #expect(
        output.contains("copy is a child\n"), "body should run in a new process, made by fork")
      #expect(
        output.contains("returned while the copy waits\n"),
        "forkCopy should return at once in the original, with the copy's pid")
      #expect(
        output.contains("status \(waitStatus(exitCode: 42))\n"),
        "the pid should be the copy's, and its exit code what body returned: 42")
    }

    @Test("The copy has the values from before")
    func valuesFromBefore() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let output = try outcome(of: ForksWithValue(number: number))
      #expect(
        output.contains("copy has \(number)"),
        "a variable was \(number) before the fork, so it is in the copy, too; \(random)")
    }

    @Test("Neither sees what the other changes later")
    func apart() throws {
      let output = try outcome(of: ForksAndChanges())
      #expect(
        output.contains("copy still has before\n"),
        "the original changed the variable after the fork: the copy has a variable of its own")
      #expect(
        output.contains("original has changed here\n"),
        "the copy changed the variable: the original has a variable of its own")
    }

    @Test("What was printed before comes out once")
    func printedOnce() throws {
      let output = try outcome(of: ForksAndPrints())
      let count = output.split(separator: "\n").count { $0 == "before" }
      #expect(
        count == 1,
        """
        "before" was printed once, and came out \(count) times: it was in the buffer of standard \
        output, the copy has that, too, and both wrote it. Flush before the fork.
        """)
    }

    @Test("What the copy prints comes out")
    func printedInCopy() throws {
      let output = try outcome(of: ForksAndPrints())
      let count = output.split(separator: "\n").count { $0 == "in the copy" }
      #expect(
        count == 1,
        """
        "in the copy" was printed once, and came out \(count) times: _exit doesn't write what is \
        in the buffers, so flush before it
        """)
    }

    @Test("What the copy prints comes out, also if body throws after it", .holds(.failure))
    func printedBeforeThrow() throws {
      let output = try outcome(of: ForksPrintsAndThrows())
      let lines = output.split(separator: "\n")
      #expect(
        lines.count { $0 == "in the copy" } == 1,
        """
        body printed "in the copy", and threw then: the line should come out once, and the output is \
        \(lines). Flush however body ends.
        """)
      #expect(
        lines.count { $0 == "before" } == 1,
        "\"before\" was printed once before the fork, and the output is \(lines)")
    }

    @Test("What the original registered for its end runs once")
    func exitHandlers() throws {
      for isThrowing in [false, true] { try exitHandlers(isThrowing: isThrowing) }
    }

    private func exitHandlers(isThrowing: Bool) throws {
      let output = try outcome(of: ForksWithExitHandler(isThrowing: isThrowing))
      let count = output.split(separator: "\n").count { $0 == "the end" }
      #expect(
        count == 1,
        """
        a handler for the end (atexit) ran \(count) times, when body \(isThrowing ? "threw" : "returned"): \
        the copy has it, too. It must end with _exit, which runs none.
        """)
    }

    @Test("The copy never returns from forkCopy, not even if body throws")
    func neverReturns() throws {
      for isSystemError in [false, true] { try neverReturns(isSystemError: isSystemError) }
    }

    private func neverReturns(isSystemError: Bool) throws {
      let output = try outcome(of: ForksAndThrows(isSystemError: isSystemError))
      let lines = output.split(separator: "\n")
      #expect(
        lines.count { $0 == "returned" } == 1,
        "both processes went on after forkCopy: the copy should end there, when body is over")
      #expect(
        !lines.contains("thrown"),
        "the error of body left forkCopy in the copy: now two processes run the original's code")
      #expect(
        lines.contains("status \(waitStatus(exitCode: 1))"),
        "body threw \(isSystemError ? "a SystemError" : "an error"), so the copy's code is 1, whatever it is"
      )
      #expect(
        lines.contains { $0.contains("lost in the copy") },
        "the error should be printed to standard error: nobody else hears of it")
    }

    @Test("A process with several threads is not forked")
    func severalThreads() throws {
      // Beside this thread there is one that waits.
      let gate = try Descriptor.pipe()
      let other = try Observed { try gate.reader.waitAtGate() }
      _ = try other.settled()
      var error: SystemError?
      do {
        let pid = try forkCopy { 0 }
        reap(pid)
      } catch let caught as SystemError { error = caught }
      gate.writer.close()
      try other.value(orElse: "the other thread didn't end")
      let number = error?.number
      #expect(
        number == ENOTSUP,
        """
        only the thread that forks is in the copy; a lock that another one holds would stay locked \
        there forever. `forkProcess` refuses: hand its error on.
        """)
    }
  }
}

/// Runs `target` in a child, which has one thread, and returns what all its processes wrote.
private func outcome(of target: some ForkTarget) throws -> String {
  var target = target
  let (output, input) = try Descriptor.pipe()
  target.output = input
  let pid = try launch(target, name: "original")
  input.close()
  target.output = nil
  var text = ""
  let deadline = Deadline(after: .seconds(6))
  while try output.waitUntilReadable(until: deadline) {
    let bytes = try output.readBytes(4096)
    if bytes.isEmpty { break }
    text += String(decoding: bytes, as: UTF8.self)
  }
  reap(pid)
  return text
}

/// A target that forks, and writes what comes of it.
protocol ForkTarget: ProcessTarget {
  var output: Descriptor? { get set }
}

extension ForkTarget {
  func write(_ line: String) throws { try output?.writeLine(line) }
}

struct ForksWithValue: ForkTarget {
  var output: Descriptor?
  let number: Int

  init(number: Int) { self.number = number }

  func run() throws {
    var value = 0
    value += number
    let pid = try forkCopy {
      try write("copy has \(value)")
      return 0
    }
    reap(pid)
  }
}

struct ForksAndChanges: ForkTarget {
  var output: Descriptor?

  func run() throws {
    let toCopy = try Descriptor.pipe()
    var value = "before"
    let pid = try forkCopy {
      // The original has changed its variable by now.
      try toCopy.reader.waitAtGate()
      try write("copy still has \(value)")
      value = "changed there"
      return 0
    }
    value = "changed here"
    try toCopy.writer.writeLine("go")
    reap(pid)
    try write("original has \(value)")
  }
}

struct ForksAndWaits: ForkTarget {
  var output: Descriptor?

  func run() throws {
    let original = CurrentProcess.pid
    let toCopy = try Descriptor.pipe()
    let pid = try forkCopy {
      if CurrentProcess.pid != original, CurrentProcess.parentPid == original {
        try write("copy is a child")
      }
      toCopy.writer.close()
      try toCopy.reader.waitAtGate()
      return 42
    }
    if trace(of: pid) == .running { try write("returned while the copy waits") }
    toCopy.writer.close()
    if let status = reap(pid) { try write("status \(status)") }
  }
}

struct ForksAndPrints: ForkTarget {
  var output: Descriptor?

  func run() throws {
    if let output { dup2(output.number, 1) }
    // Into a pipe, so nothing is written before the buffer is full or flushed.
    print("before")
    let pid = try forkCopy {
      print("in the copy")
      return 0
    }
    reap(pid)
    print("after")
  }
}

struct ForksPrintsAndThrows: ForkTarget {
  var output: Descriptor?

  func run() throws {
    if let output { dup2(output.number, 1) }
    print("before")
    let pid = try forkCopy {
      print("in the copy")
      throw VisitorError(description: "lost in the copy")
    }
    reap(pid)
  }
}

struct ForksWithExitHandler: ForkTarget {
  private nonisolated(unsafe) static var atTheEnd: Descriptor?
  var output: Descriptor?
  let isThrowing: Bool

  init(isThrowing: Bool) { self.isThrowing = isThrowing }

  func run() throws {
    Self.atTheEnd = output
    atexit { try? Self.atTheEnd?.writeLine("the end") }
    let pid = try forkCopy {
      if isThrowing { throw VisitorError(description: "thrown in the copy") }
      return 0
    }
    reap(pid)
  }
}

struct ForksAndThrows: ForkTarget {
  var output: Descriptor?
  let isSystemError: Bool

  init(isSystemError: Bool) { self.isSystemError = isSystemError }

  func run() throws {
    if let output { dup2(output.number, 2) }
    do {
      let pid = try forkCopy {
        if isSystemError { throw SystemError("open", number: ENOENT, detail: "lost in the copy") }
        throw VisitorError(description: "lost in the copy")
      }
      try write("returned")
      if let status = reap(pid) { try write("status \(status)") }
    } catch {
      try write("thrown")
    }
  }
}

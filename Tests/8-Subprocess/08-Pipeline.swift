import Grading
import Groundwork
import Testing

extension `8-Subprocess` {
  @Suite(.exercise("8.8")) struct `08-Pipeline` {
    @Test("What one writes, the next one reads")
    func passesOn() throws {
      var random = Seeded()
      let word = "word\(Int.random(in: 0...999, using: &random))"
      let results = try result(of: [
        ["echo", word], ["tr", "a-z", "A-Z"], ["sed", "s/^/>/"],
      ])
      let expected = ">\(word.uppercased())\n"
      #expect(results.count == 3, "each of the three programs has a result")
      #expect(results.last?.outputText == expected, "the last one should write that; \(random)")
      #expect(
        results.prefix(2).allSatisfy { $0.output.isEmpty },
        "what the others wrote went to the next one")
    }

    @Test("How each ended is reported, in order")
    func statuses() throws {
      var random = Seeded()
      let codes = random.different(4, in: 0...99 as ClosedRange<CInt>)
      let commands = codes.map { ["/bin/sh", "-c", "cat; exit \($0)"] }
      let results = try result(of: commands)
      #expect(
        results.map(\.status) == codes.map { .exited($0) },
        "each should have exited with its code; \(random)")
      #expect(results.map(\.arguments) == commands, "the results should be in order")
    }

    @Test("The programs run side by side")
    func sideBySide() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let script =
        "echo up > \(meeting.arrivals.writer.path); read go < \(meeting.gate.reader.path)"
      let commands = (0..<3).map { _ in ["/bin/sh", "-c", script] }
      let run = try Observed { try Subprocess.pipeline(commands) }
      for number in 0..<3 {
        _ = try meeting.arrivals.reader.readLine(
          orElse: "\(number) of 3 programs have come: the others wait until those have ended")
      }
      for _ in 0..<3 { try meeting.gate.writer.writeLine("go") }
      let results = try run.value(orElse: "all programs have ended, and pipeline doesn't return")
      #expect(
        results.map(\.status) == [.exited(0), .exited(0), .exited(0)],
        "each should end well when it is let go")
    }

    @Test("One that stops reading ends the one that writes to it")
    func earlyReader() throws {
      let results = try result(
        of: [["yes"], ["cat"], ["head", "-n", "3"]],
        orElse: """
          head has ended, but yes writes on for ever: somebody holds the reader's end of a pipe \
          open. Is it this process?
          """)
      #expect(results.last?.outputText == "y\ny\ny\n", "head prints three lines")
      #expect(results.last?.status == .exited(0), "head ends by itself")
      #expect(
        results.prefix(2).map(\.status) == [.signaled(SIGPIPE), .signaled(SIGPIPE)],
        "who writes where nobody reads is ended by SIGPIPE")
    }

    @Test("The end of the first one's output reaches the last one")
    func endOfStream() throws {
      let results = try result(
        of: [["true"], ["cat"], ["cat"], ["wc", "-c"]],
        orElse: """
          true has ended, but cat waits for more: somebody holds the writer's end of a pipe open. \
          Is it this process?
          """)
      #expect(results.last?.outputText.filter(\.isNumber) == "0", "true writes nothing")
    }

    @Test("Much input goes through, and comes out")
    func much() throws {
      var random = Seeded()
      let input = manyBytes(4_000_000, using: &random)
      let results = try result(
        of: [["cat"], ["cat"]], input: .bytes(input),
        orElse: """
          the last program waits for what the first one is sent, and that is not sent: communicate \
          with all of them at the same time (concurrently)
          """)
      let problem = difference(results.last?.output ?? [], input)
      #expect(problem == nil, "cat gives back what it gets; \(random)")
    }

    @Test("A single program is a pipeline, and none is an error")
    func few() throws {
      let results = try result(of: [["tr", "a", "b"]], input: .text("banana"))
      #expect(results.map(\.outputText) == ["bbnbnb"], "one program has input and output")
      #expect(throws: SpawnError.noArguments, "there is no program to run") {
        try Subprocess.pipeline([])
      }
    }

    @Test("The output goes where it is told, and what is handed in stays open")
    func elsewhere() throws {
      var random = Seeded()
      let word = "word\(Int.random(in: 0...999, using: &random))"
      let (first, last) = (try Descriptor.pipe(), try Descriptor.pipe())
      defer { [first.reader, first.writer, last.reader, last.writer].forEach { $0.close() } }
      try first.writer.writeLine(word)
      first.writer.close()
      let results = try result(
        of: [["cat"], ["tr", "a-z", "A-Z"]], input: .descriptor(first.reader),
        output: .descriptor(last.writer))
      let line = try last.reader.readLine(orElse: "the last program wrote nothing")
      #expect(line == word.uppercased(), "it comes from one pipe, and goes to the other; \(random)")
      #expect(results.map(\.output) == [[], []], "nothing was captured")
      #expect(
        (first.reader.isClosed, last.writer.isClosed) == (false, false),
        "these belong to who called pipeline: they should stay open")
    }

    @Test("What they complain about is no input of the next")
    func complaints() throws {
      // This process's standard error, which theirs is.
      let (reader, writer) = try Descriptor.pipe()
      let old = dup(2)
      dup2(writer.number, 2)
      writer.close()
      let results = Result {
        try result(of: [["/bin/sh", "-c", "echo complaint >&2; echo output"], ["cat"]])
      }
      dup2(old, 2)
      Groundwork.close(old)
      let complaints = try reader.readAll()
      reader.close()
      let output = try results.get().last?.outputText
      #expect(
        output == "output\n",
        """
        the first program wrote a line to its output and one to its standard error; the next one, which \
        gives back what it reads, read \(output ?? "nothing"): only the output is for the next
        """)
      #expect(complaints == "complaint\n", "the error stream should be that of this process")
    }

    @Test(
      "If one can't be started, those before it are ended, and the error is thrown on",
      .holds(.failure))
    func missing() throws {
      let (here, there) = try Descriptor.socketPair()
      defer { here.close() }
      let run = try Observed {
        // The script has the socket as its input, and the test has this end until it is started.
        defer { there.close() }
        return Result {
          try Subprocess.pipeline(
            // Not only the one that is started last.
            [
              ["/bin/sh", "-c", "\(grandchild) wait"], ["sleep", "600"], ["/no/such/program"],
              ["cat"],
            ], input: .descriptor(there))
        }
      }
      let result = try run.value(orElse: "pipeline doesn't return, though a program is missing")
      let isGone = try here.isAtEnd()
      guard case .failure(SpawnError.notFound(let path, _, _)) = result else {
        Issue.record("a program is missing, and the result is \(result)")
        return
      }
      #expect(path == "/no/such/program", "the error should name it")
      #expect(isGone, "the programs before the one that is missing should be ended")
    }

    @Test("When time is up, all are ended", .holds(.failure), arguments: ["cat", "true"])
    func timeout(last: String) throws {
      let (here, there) = try Descriptor.socketPair()
      defer { here.close() }
      let run = try Observed {
        defer { there.close() }
        return Result {
          try Subprocess.pipeline(
            // Who only asks by SIGTERM waits for ever.
            [["/bin/sh", "-c", "trap '' TERM; \(grandchild) wait"], [last]],
            input: .descriptor(there),
            timeout: .milliseconds(200))
        }
      }
      let result = try run.value(orElse: "pipeline doesn't return, though its time is up")
      let isGone = try here.isAtEnd()
      guard case .failure(SubprocessError.timedOut) = result else {
        Issue.record("time was up, and the result is \(result)")
        return
      }
      #expect(isGone, "all programs should be ended, and those that they started")
    }
  }
}

/// What pipeline returns.
private func result(
  of commands: [[String]], input: Subprocess.Input = .none, output: Subprocess.Output = .captured,
  orElse problem: String = "pipeline doesn't return"
) throws -> [CompletedProcess] {
  let run = try Observed { try Subprocess.pipeline(commands, input: input, output: output) }
  return try run.value(orElse: problem)
}

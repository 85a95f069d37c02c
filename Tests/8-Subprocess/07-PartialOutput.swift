import Grading
import Groundwork
import Testing

extension `8-Subprocess` {
  @Suite(.exercise("8.7")) struct `07-PartialOutput` {
    @Test("Streams that only others hold open are let go, and what came is kept")
    func leaves() throws {
      var random = Seeded()
      let (outputs, errors) = (try Descriptor.pipe(), try Descriptor.pipe())
      defer {
        [outputs.reader, outputs.writer, errors.reader, errors.writer].forEach { $0.close() }
      }
      let said = [UInt8](random: 20, using: &random)
      var streams = Streams(output: Capture(outputs.reader), error: Capture(errors.reader))
      streams.output.bytes = said
      streams.error.bytes = said.reversed()
      try streams.leaveToOthers()
      #expect(
        !streams.areOpen,
        "a stream is still open here: communicate would wait for the programs that hold it")
      #expect(
        (streams.output.bytes, streams.error.bytes) == (said, said.reversed()),
        "what the program wrote came before, and should be kept; \(random)")
      #expect(
        (outputs.reader.isClosed, errors.reader.isClosed) == (true, true),
        "both ends should be closed here: nobody will read from them any more")
    }

    @Test("The report has what came so far")
    func reports() throws {
      var random = Seeded()
      let (said, complained) = (
        [UInt8](random: 300, using: &random), [UInt8](random: 200, using: &random)
      )
      let timeout = Duration.milliseconds(Int.random(in: 1...9_999, using: &random))
      var streams = Streams()
      streams.output.bytes = said
      streams.error.bytes = complained
      let process = Subprocess(["some", "program"])
      let report = process.report(streams, after: timeout)
      #expect(
        report
          == TimedOut(
            arguments: ["some", "program"], timeout: timeout, status: nil, output: said,
            error: complained),
        "output, error, command and timeout are known, and the program still runs; \(random)")
      streams.output.bytes = manyBytes(5_000_000, using: &random)
      streams.error.bytes = manyBytes(4_000_000, using: &random)
      let long = process.report(streams, after: timeout)
      let problems = [
        difference(long.output, streams.output.bytes), difference(long.error, streams.error.bytes),
      ]
      #expect(problems == [nil, nil], "all that came should be in it, however much; \(random)")
    }

    @Test("The input of the first call stays what is sent")
    func resumes() throws {
      var random = Seeded()
      let rest = [UInt8](random: 50, using: &random)
      var feed = Feed(nil)
      feed.unsent = rest[7...]
      try feed.resume(with: [], of: ["program"])
      #expect(Array(feed.unsent) == Array(rest[7...]), "the rest is still to be sent; \(random)")
      #expect(
        throws: SubprocessError.inputGiven(["program"]),
        "other input can't be put behind the first, whose end the program may have seen: say so"
      ) { try feed.resume(with: [1, 2, 3], of: ["program"]) }
      #expect(
        Array(feed.unsent) == Array(rest[7...]), "an error should lose nothing; \(random)")
      #expect(
        throws: SubprocessError.inputGiven(["program"]),
        "the same bytes once more are input, too: who gives them wants them sent"
      ) { try feed.resume(with: Array(rest[7...]), of: ["program"]) }
      feed.unsent = []
      #expect(
        throws: SubprocessError.inputGiven(["program"]),
        "all of the first input was sent, and its end with it: what comes now would be lost"
      ) { try feed.resume(with: [1, 2, 3], of: ["program"]) }
    }

    @Test("A grandchild that holds the only stream left delays nothing", arguments: [1, 2])
    func oneStreamLeft(closed: Int) throws {
      let talker = try Talker(
        "exec \(closed)>&-; echo said >&\(3 - closed); \(grandchild) read go <&0",
        output: .captured, error: .captured)
      defer { talker.close() }
      _ = try talker.line()
      let wait = try Observed { [process = talker.process] in try process.communicate() }
      _ = try wait.settled()
      try talker.end.writeLine("go")
      let result = try wait.value(
        orElse: """
          the program has closed its descriptor \(closed), and ended; a program that it had started \
          holds the other one. Exercise 8.3: ask `wait()` also if only one stream is left
          """)
      let seen = closed == 1 ? result.errorText : result.outputText
      #expect(seen == "said\n", "that is what the program wrote")
    }

    @Test("A grandchild that holds the streams delays nothing")
    func grandchildHolds() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...100, using: &random)
      let talker = try Talker(
        "echo said; echo complained >&2; \(grandchild) exit \(code)", output: .captured,
        error: .captured)
      defer { talker.close() }
      _ = try talker.line()
      let wait = try Observed { [process = talker.process] in try process.communicate() }
      let result = try wait.value(
        orElse: """
          the program has ended, but communicate waits for the end of its output, which a program \
          that it had started holds open
          """)
      #expect(result.status == .exited(code), "the program itself has ended; \(random)")
      #expect(result.outputText == "said\n", "that is what the program wrote")
      #expect(result.errorText == "complained\n", "that is what the program wrote to its error")
    }

    @Test("What the program left in the pipe is received, though a grandchild holds it")
    func leftInThePipe() throws {
      var random = Seeded()
      let count = Int.random(in: 30_000...60_000, using: &random)
      let talker = try Talker(
        "\(grandchild) read go <&0; head -c \(count) /dev/zero; echo end", output: .captured)
      defer { talker.close() }
      _ = try talker.line()
      try talker.end.writeLine("go")
      waitForEnd(of: talker.pid)
      let wait = try Observed { [process = talker.process] in
        try process.communicate(timeout: .seconds(600))
      }
      let result = try wait.value(
        orElse: "communicate doesn't return, though the program has ended")
      #expect(
        (result.output.count, result.outputText.suffix(4)) == (count + 4, "end\n"),
        """
        the program wrote \(count + 4) bytes and ended before anybody read; communicate returned \
        \(result.output.count); \(random)
        """)
    }

    @Test("After a timeout, what came is in the error, and also in the next result")
    func partial() throws {
      var random = Seeded()
      let words = random.different(3, in: 0...999).map { "word\($0)" }
      let talker = try Talker(
        "echo \(words[0]); echo \(words[1]) >&2; echo up >&0; read go <&0; echo \(words[2])",
        output: .captured, error: .captured)
      defer { talker.close() }
      _ = try talker.line()
      for _ in 0..<3 {
        let error = #expect(throws: SubprocessError.self, "the program waits: time is up") {
          try talker.process.communicate(timeout: .milliseconds(20))
        }
        guard case .timedOut(let report) = error else {
          Issue.record("time was up, and the error is \(String(describing: error))")
          return
        }
        #expect(
          (report.output, report.error) == (
            Array("\(words[0])\n".utf8), Array("\(words[1])\n".utf8)
          ),
          "the program said this before the timeout; \(random)")
        #expect(report.status == nil, "the program still runs")
      }
      try talker.end.writeLine("go")
      let wait = try Observed { [process = talker.process] in try process.communicate() }
      let result = try wait.value(
        orElse: "communicate doesn't return, though the program has ended")
      #expect(
        (result.outputText, result.errorText) == ("\(words[0])\n\(words[2])\n", "\(words[1])\n"),
        "a result has all that the program wrote, before the timeout and after it; \(random)")
      #expect(result.status == .exited(0), "the program ended by itself")
    }

    @Test("A second communicate sends the rest of the input")
    func restOfTheInput() throws {
      var random = Seeded()
      let gate = try Descriptor.pipe()
      defer { [gate.reader, gate.writer].forEach { $0.close() } }
      let input = manyBytes(1_500_000, using: &random)
      let process = Subprocess(
        ["/bin/sh", "-c", "read go < \(gate.reader.path); exec cat"], input: .piped,
        output: .captured)
      let pid = try process.startedByTest()
      defer { try? process.kill() }
      #expect(throws: SubprocessError.self, "the program reads nothing yet: time is up") {
        try process.communicate(input: input, timeout: .milliseconds(20))
      }
      #expect(
        throws: SubprocessError.inputGiven(process.arguments),
        "the first input is not sent yet, so there can be no other"
      ) { try process.communicate(input: [1, 2, 3], timeout: .milliseconds(20)) }
      #expect(throws: SubprocessError.self, "the program reads nothing yet: time is up") {
        try process.communicate(timeout: .milliseconds(20))
      }
      try gate.writer.writeLine("go")
      let wait = try Observed { try process.communicate(timeout: .seconds(600)) }
      let result = try wait.value(orElse: "communicate doesn't come to an end")
      reap(pid)
      let problem = difference(result.output, input)
      #expect(problem == nil, "cat should have got all of the input, and in order; \(random)")
    }

    @Test("A second communicate after the end gives the same result")
    func again() throws {
      var random = Seeded()
      let word = "word\(Int.random(in: 0...999, using: &random))"
      let process = Subprocess(["echo", word], output: .captured)
      let pid = try process.startedByTest()
      let first = try process.communicate()
      let second = try process.communicate()
      reap(pid)
      #expect(first.outputText == "\(word)\n", "that is what the program wrote; \(random)")
      #expect(second == first, "nothing has changed since; \(random)")
    }
  }
}

extension [UInt8] {
  /// So many random bytes.
  init(random count: Int, using random: inout Seeded) {
    self = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }
}

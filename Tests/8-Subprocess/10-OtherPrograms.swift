import Grading
import Groundwork
import Synchronization
import Testing

extension `8-Subprocess` {
  @Suite(.exercise("8.10")) struct `10-OtherPrograms` {
    @Test("The program runs while the work is done")
    func beside() throws {
      var random = Seeded()
      let word = "word\(Int.random(in: 0...999, using: &random))"
      let (ups, gate) = (try Descriptor.pipe(), try Descriptor.pipe())
      defer { [ups.reader, ups.writer, gate.reader, gate.writer].forEach { $0.close() } }
      let command = [
        "/bin/sh", "-c",
        "echo up > \(ups.writer.path); read word < \(gate.reader.path); echo $word",
      ]
      let count = Mutex(0)
      let run = try Observed {
        try Subprocess.runBeside(command) {
          _ = try ups.reader.readLine(orElse: "the program is not started before the work is done")
          try gate.writer.writeLine(word)
          count.withLock { $0 += 1 }
        }
      }
      let result = try run.value(
        orElse: "the program waits for the work, and the work for the program: start both")
      let times = count.withLock { $0 }
      #expect(times == 1, "the work should be done once")
      #expect(
        (result.outputText, result.status) == ("\(word)\n", .exited(0)),
        "the program ended by itself, and printed what the work told it; \(random)")
    }

    @Test("A program that prints much waits for the work, and not the other way round")
    func prints() throws {
      var random = Seeded()
      let count = Int.random(in: 1_200_000...1_500_000, using: &random)
      let run = try Observed {
        try Subprocess.runBeside(["head", "-c", "\(count)", "/dev/zero"]) {}
      }
      let result = try run.value(orElse: "runBeside doesn't come to an end: who reads the output?")
      #expect(result.output.count == count, "all that it wrote should be received; \(random)")
    }

    @Test("If the work throws, the program is ended, and the error is thrown on", .holds(.failure))
    func workThrows() throws {
      let ups = try Descriptor.pipe()
      defer { [ups.reader, ups.writer].forEach { $0.close() } }
      let command = [
        "/bin/sh", "-c", "exec 3> \(ups.writer.path); echo up >&3; exec sleep 600",
      ]
      let run = try Observed {
        Result {
          try Subprocess.runBeside(command) {
            _ = try ups.reader.readLine(orElse: "the program was not started")
            ups.writer.close()
            throw OutOfPaper()
          }
        }
      }
      let result = try run.value(orElse: "the work threw, and runBeside waits for the program")
      guard case .failure(is OutOfPaper) = result else {
        Issue.record("the work threw OutOfPaper, and the result is \(result)")
        return
      }
      let isGone = try ups.reader.isAtEnd()
      #expect(isGone, "the program goes on, and nobody waits for it")
    }

    @Test("A program that takes too long is reported, and ended")
    func besideTooLong() throws {
      let (ups, gate) = (try Descriptor.pipe(), try Descriptor.pipe())
      defer { [ups.reader, ups.writer, gate.reader, gate.writer].forEach { $0.close() } }
      let script = """
        exec 3> \(ups.writer.path); echo early; echo up >&3; read word < \(gate.reader.path); exit 5
        """
      let run = try Observed {
        Result {
          try Subprocess.runBeside(["/bin/sh", "-c", script], timeout: .milliseconds(50)) {
            _ = try ups.reader.readLine(orElse: "the program was not started")
            ups.writer.close()
          }
        }
      }
      let activity = try run.value(orElse: "the time is over, and runBeside waits for the program")
      guard case .failure(SubprocessError.timedOut(let report)) = activity else {
        Issue.record("the program waits, and the time is over: the result is \(activity)")
        return
      }
      #expect(report.output == Array("early\n".utf8), "what it wrote until then is in the report")
      let isGone = try ups.reader.isAtEnd()
      if !isGone { try gate.writer.writeLine("end") }
      #expect(isGone, "the program goes on, and nobody waits for it")
    }

    @Test("A program that has ended after the work needs no time")
    func besideInTime() throws {
      let ups = try Descriptor.pipe()
      defer { [ups.reader, ups.writer].forEach { $0.close() } }
      let command = ["/bin/sh", "-c", "echo $$ > \(ups.writer.path); echo done"]
      let run = try Observed {
        try Subprocess.runBeside(command, timeout: .zero) {
          let line = try ups.reader.readLine(orElse: "the program was not started")
          if let pid = line.flatMap({ pid_t($0) }) { waitForEnd(of: pid) }
        }
      }
      let result = try run.value(orElse: "runBeside doesn't come to an end")
      #expect(
        result.outputText == "done\n" && result.status == .exited(0),
        "no time is left after the work, and none is needed: the program has ended")
    }

    @Test("Each question gets its answer")
    func answers() throws {
      var random = Seeded()
      let numbers = (0..<20).map { _ in Int.random(in: -999...999, using: &random) }
      let answers = try dialogue(
        "while read number; do echo $((number * 2)); done", numbers.map { "\($0)" })
      #expect(answers == numbers.map { "\($0 * 2)" }, "the program doubles each; \(random)")
      let none = try dialogue("cat", [])
      #expect(none == [], "without a question there is no answer")
      // It counts the questions, also empty ones, answers the second by an empty line, and exits with
      // another code than 0.
      let script = """
        n=0; while read l; do n=$((n+1)); if [ $n = 2 ]; then echo; else echo $n; fi; done; exit $n
        """
      let counted = try dialogue(script, ["", "x", "y"])
      #expect(
        counted == ["1", "", "3"],
        """
        each question is asked once, an empty line is an answer, and how the program ends is no matter: \
        the answers were \(counted)
        """)
    }

    @Test("A question is asked when the one before is answered")
    func oneAfterTheOther() throws {
      let (report, gate) = (try Descriptor.pipe(), try Descriptor.pipe())
      defer { [report.reader, report.writer, gate.reader, gate.writer].forEach { $0.close() } }
      // It takes a question from its descriptor 3, and answers when the test has looked.
      let script = """
        exec 3<&0; while read question <&3; do echo $$ > \(report.writer.path); \
        read go < \(gate.reader.path); echo "$question"; done
        """
      let questions = ["one", "two", "three"]
      let talk = try Observed {
        try Subprocess.dialogue(with: ["/bin/sh", "-c", script], questions: questions)
      }
      for question in questions {
        let pid = try report.reader.readLine(orElse: "“\(question)” was not asked") ?? ""
        // It has asked what it asks before the answer when it sleeps.
        let activity = try talk.settled()
        let number = Groundwork.open("/proc/\(pid)/fd/3", O_RDONLY | O_NONBLOCK)
        // No file: then it is no pipe.
        let unread = number >= 0 ? Descriptor(owning: number).unreadByteCount : 0
        try gate.writer.writeLine("go")
        #expect(activity == .asleep, "dialogue should wait for the answer to “\(question)”")
        #expect(
          unread == 0,
          """
          “\(question)” is not answered yet, and \(unread) bytes of later questions were sent: \
          with many questions, both sides would wait for room in a full pipe
          """)
      }
      let answers = try talk.value(orElse: "all was answered, and dialogue doesn't return")
      #expect(answers == questions, "the program answers with what it was asked")
    }

    @Test("A program that ends too early is reported, with the question")
    func endsEarly() throws {
      let script = "read first; echo \"$first\"; exit 3"
      let command = ["/bin/sh", "-c", script]
      #expect(
        throws: SubprocessError.noAnswer(command, to: "two"),
        "the program answers one question, and ends"
      ) { try dialogue(script, ["one", "two", "three"]) }
    }

    @Test("A program that isn't there is an error, and no work is done")
    func missing() throws {
      let error = SpawnError.notFound("/no/such/program", folder: nil, searched: nil)
      let count = Mutex(0)
      #expect(throws: error, "runBeside should throw what start throws") {
        _ = try Subprocess.runBeside(["/no/such/program"]) { count.withLock { $0 += 1 } }
      }
      let times = count.withLock { $0 }
      #expect(times == 0, "there is no program to work beside, and the work was done")
      #expect(throws: error, "dialogue should throw what start throws") {
        _ = try Subprocess.dialogue(with: ["/no/such/program"], questions: ["one"])
      }
      #expect(throws: error, "dialogue should start the program also if there is no question") {
        _ = try Subprocess.dialogue(with: ["/no/such/program"], questions: [])
      }
    }

    @Test("A program that ends without reading a long question is reported", .holds(.death))
    func unreadQuestion() throws {
      let question = String(repeating: "x", count: 300_000)
      let talk = try Observed {
        Result { try Subprocess.dialogue(with: ["true"], questions: [question]) }
      }
      let result = try talk.value(
        orElse: """
          the program has ended, and the question, which is longer than the pipe holds, waits for \
          room: has this process still the end that the program read from?
          """)
      let isExpected = if case .failure(SubprocessError.noAnswer) = result { true } else { false }
      #expect(isExpected, "there is no answer to the question, and dialogue should say so")
    }

    @Test("A question may be longer than a pipe holds, and so may the answer")
    func longQuestion() throws {
      var random = Seeded()
      let count = Int.random(in: 300_000...400_000, using: &random)
      let questions = [String(repeating: "x", count: count), "short"]
      // It writes what it has read while there is more to read.
      let talk = try Observed { try Subprocess.dialogue(with: ["cat"], questions: questions) }
      let answers = try talk.value(
        orElse: """
          the program waits until somebody reads the beginning of its answer, and dialogue waits \
          until the program reads the end of the question: write and read at the same time
          """)
      #expect(
        answers.map(\.count) == questions.map(\.count) && answers == questions,
        "cat answers with what it was asked; \(random)")
    }

    @Test("If nobody knows how the program ended, dialogue says so", .holds(.others))
    func lost() throws {
      // The system reaps the program itself.
      Groundwork.signal(SIGCHLD, SIG_IGN)
      let command = ["/bin/sh", "-c", "cat"]
      #expect(
        throws: SubprocessError.statusLost(command), "wait says so, and dialogue should throw that"
      ) { try dialogue("cat", ["one"]) }
    }

    @Test("A program that closes its output is ended", .holds(.death))
    func closesOutput() throws {
      let script = "exec sleep 600 >&-"
      let command = ["/bin/sh", "-c", script]
      #expect(
        throws: SubprocessError.noAnswer(command, to: "one"),
        "the program lives, but it can't answer any more"
      ) { try dialogue(script, ["one"]) }
    }

    @Test("dialogue waits until the program has ended")
    func waitsForTheEnd() throws {
      let (report, gate) = (try Descriptor.pipe(), try Descriptor.pipe())
      defer { [report.reader, report.writer, gate.reader, gate.writer].forEach { $0.close() } }
      // After its last answer it closes its output, and has something else to do.
      let script = """
        while read line; do echo "$line"; done; exec >&-; echo $$ > \(report.writer.path); \
        read go < \(gate.reader.path)
        """
      let talk = try Observed {
        try Subprocess.dialogue(with: ["/bin/sh", "-c", script], questions: ["one"])
      }
      let pid = try report.reader.readLine(orElse: "the program does not see the end of its input")
      let activity = try talk.settled()
      try gate.writer.writeLine("go")
      let answers = try talk.value(orElse: "the program has ended, and dialogue doesn't return")
      #expect(activity == .asleep, "program \(pid ?? "") goes on: dialogue should wait for its end")
      #expect(answers == ["one"], "the answer came before that")
    }

    @Test("A program that never answers is ended when the time is over")
    func neverAnswers() throws {
      let script = "read first; echo \"$first\"; read second; exec sleep 600"
      let (questions, timeout) = (["one", "two"], Duration.milliseconds(500))
      let talk = try Observed { Result { try dialogue(script, questions, timeout) } }
      let result = try talk.value(orElse: "the time is over, and dialogue waits for an answer")
      guard case .failure(SubprocessError.timedOut(let report)) = result else {
        Issue.record("there is no answer, and the time is over: the result is \(result)")
        return
      }
      #expect(report.timeout == timeout && report.arguments == ["/bin/sh", "-c", script])
    }

    @Test("A program that answers, and doesn't end, is ended when the time is over")
    func neverEnds() throws {
      let script = "read first; echo \"$first\"; exec sleep 600 >&-"
      let talk = try Observed { Result { try dialogue(script, ["one"], .milliseconds(500)) } }
      let result = try talk.value(orElse: "the time is over, and dialogue waits for the end")
      let isExpected = if case .failure(SubprocessError.timedOut) = result { true } else { false }
      #expect(isExpected, "the program goes on, and the time is over: the result is \(result)")
    }

    @Test("The program sees the end of the questions, and may say goodbye")
    func goodbye() throws {
      let answers = try dialogue(
        "while read line; do echo \"$line\"; done; yes goodbye | head -c 200000", ["one", "two"])
      #expect(answers == ["one", "two"], "what it says at the end is no answer")
    }
  }
}

private struct OutOfPaper: Error {}

private func dialogue(
  _ script: String, _ questions: [String], _ timeout: Duration? = nil
) throws -> [String] {
  let talk = try Observed {
    try Subprocess.dialogue(
      with: ["/bin/sh", "-c", script], questions: questions, timeout: timeout)
  }
  return try talk.value(
    orElse: """
      dialogue doesn't return: does it send all questions before it reads an answer, or does the \
      program wait for an end of input that does not come?
      """)
}

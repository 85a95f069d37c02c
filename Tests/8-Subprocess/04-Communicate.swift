import Grading
import Groundwork
import Testing

extension `8-Subprocess` {
  @Suite(.exercise("8.4")) struct `04-Communicate` {
    @Test("64 MB go in and come out, at the same time")
    func bothWays() throws {
      var random = Seeded()
      let bytes = manyBytes(64 << 20, using: &random)
      let run = try Observed {
        try Subprocess.run(["cat"], input: .bytes(bytes), output: .captured)
      }
      let result = try run.value(
        orElse: """
          run does not return: cat can take no more input before somebody reads what it wrote, and \
          this process reads nothing before all its input is sent. Neither first: each as it is ready
          """)
      #expect(difference(result.output, bytes) == nil, "cat writes what it reads; \(random)")
      #expect(result.status == .exited(0), "cat ends with 0 at the end of its input")
    }

    @Test("The input is closed as soon as all is sent")
    func closed() throws {
      var random = Seeded()
      let count = Int.random(in: 1...200_000, using: &random)
      let bytes = randomBytes(count, using: &random)
      let run = try Observed {
        try Subprocess.run(
          ["sh", "-c", "wc -c; wc -c >&2"], input: .bytes(bytes),
          output: .captured, error: .captured)
      }
      let result = try run.value(
        orElse: "wc counts up to the end of its input, which comes when this process closes its end"
      )
      let number = result.outputText.filter { !$0.isWhitespace }
      #expect(number == "\(count)", "wc should see each byte once; \(random)")
      #expect(result.errorText.filter { !$0.isWhitespace } == "0", "after the end nothing comes")
    }

    @Test("No input at all is an input, too")
    func empty() throws {
      let run = try Observed {
        try Subprocess.run(["wc", "-c"], input: .bytes([]), output: .captured)
      }
      let result = try run.value(orElse: "with nothing to send, the input is to be closed at once")
      #expect(result.outputText.filter { !$0.isWhitespace } == "0")
    }

    @Test(
      "A program that stops reading is no error, and ends nobody",
      arguments: ["exec head -c 5", "true", "exec <&-; echo still; echo there"])
    func stopsReading(script: String) throws {
      let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 10 << 20)
      let run = try Observed {
        try Subprocess.run(["sh", "-c", script], input: .bytes(bytes), output: .captured)
      }
      let result = try run.value(orElse: "run does not return although the program has ended")
      #expect(result.status == .exited(0), "the program is content with what it has read")
      let expected = ["exec head -c 5": "xxxxx", "true": ""][script] ?? "still\nthere\n"
      #expect(result.outputText == expected, "what it writes after that is still captured")
    }

    @Test("Nobody reads the input while the program runs on: that is no error")
    func readsNoMore() throws {
      let (reader, said) = try Descriptor.pipe()
      defer { reader.close() }
      let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 10 << 20)
      let process = Subprocess(
        ["sh", "-c", "exec <&-; echo still; echo closed >&2; exec sleep 1000"],
        input: .bytes(bytes), output: .captured, error: .descriptor(said))
      let pid = try process.startedByTest()
      said.close()
      let talk = try Observed { try process.communicate() }
      // From here on nobody has the other end of the input.
      let heard = try reader.readBytes(100)
      let activity = try talk.settled()
      Groundwork.kill(-pid, SIGKILL)
      let result = Result { try talk.value(orElse: "communicate does not return") }
      process.closeStreams()
      reap(pid)
      #expect(heard == Array("closed\n".utf8))
      #expect(activity == .asleep, "the program runs: wait for its output, without its input")
      let text = try result.get().outputText
      #expect(text == "still\n", "what it writes after that is captured")
    }

    @Test("Input, output and error together")
    func allThree() throws {
      var random = Seeded()
      let bytes = randomBytes(1 << 20, using: &random)
      let run = try Observed {
        try Subprocess.run(
          ["tee", "/dev/stderr"], input: .bytes(bytes), output: .captured, error: .captured)
      }
      let result = try run.value(orElse: "run does not return: tee waits for room in a pipe")
      #expect(difference(result.output, bytes) == nil, "tee writes what it reads; \(random)")
      #expect(difference(result.error, bytes) == nil, "tee writes it twice; \(random)")
    }

    @Test("A program may write to one stream alone, and much", arguments: [1, 2])
    func oneStream(number: Int) throws {
      var random = Seeded()
      let count = Int.random(in: 200_000...300_000, using: &random)
      let script = "cat > /dev/null; head -c \(count) /dev/zero >&\(number)"
      let run = try Observed {
        try Subprocess.run(
          ["sh", "-c", script], input: .bytes([1, 2, 3]), output: .captured, error: .captured)
      }
      let result = try run.value(
        orElse: """
          run does not return: the program writes to its descriptor \(number) and not to the other \
          one. Receive from the stream that is ready
          """)
      let (output, error) = (result.output.count, result.error.count)
      let expected = number == 1 ? (count, 0) : (0, count)
      #expect((output, error) == expected, "all of that stream should come; \(random)")
    }

    @Test("communicate sends what it is given")
    func givenLater() throws {
      let process = Subprocess(["cat"], input: .piped, output: .captured)
      let pid = try process.startedByTest()
      let talk = try Observed { try process.communicate(input: Array("later".utf8)) }
      let result = try? talk.value(orElse: "communicate does not return")
      process.closeStreams()
      reap(pid)
      #expect(result?.outputText == "later")
      let deaf = Subprocess(["true"])
      reap(try deaf.startedByTest())
      #expect(throws: SubprocessError.notPiped(["true"])) {
        try deaf.communicate(input: [1])
      }
    }

    @Test("send sends what fits, and never waits")
    func neverBlocks() throws {
      var random = Seeded()
      let (reader, writer) = try Descriptor.pipe()
      defer { reader.close() }
      try writer.setNonBlocking()
      let bytes = randomBytes(200_000, using: &random)
      let send = try Observed {
        var feed = Feed(writer, bytes)
        var rests = [bytes.count]
        repeat {
          try feed.send()
          rests.append(feed.unsent.count)
        } while rests.count < 1_000 && rests.suffix(2).first != rests.last
        return (feed, rests)
      }
      var (feed, rests) = try send.value(
        orElse: "send waits for a reader, with the pipe being full")
      #expect(
        rests[1] < 200_000, "the pipe was empty, and of 200,000 bytes \(rests[1]) are left")
      #expect(
        rests.suffix(2).first == rests.last,
        "what fits into the pipe is sent, and no more: in the end \(rests.suffix(3)) were left")
      var received: [UInt8] = []
      while feed.isOpen {
        received += try reader.readBytes(Int.random(in: 1...70_000, using: &random))
        try feed.send()
      }
      #expect(writer.isClosed, "once all is sent, the end is to be closed")
      while case let more = try reader.readBytes(70_000), !more.isEmpty { received += more }
      #expect(difference(received, bytes) == nil, "each byte should be sent once; \(random)")
    }

    @Test("Nobody reads any more: the rest is dropped, and the end closed")
    func nobodyReads() throws {
      let (reader, writer) = try Descriptor.pipe()
      try writer.setNonBlocking()
      reader.close()
      var feed = Feed(writer, [1, 2, 3])
      try feed.send()
      let closed = (feed.isOpen, writer.isClosed)
      #expect(closed == (false, true), "there is nobody to send it to: the end should be closed")
    }

    @Test(
      "An error of a write or a read is thrown: only EPIPE and EAGAIN are none", .holds(.failure))
    func otherErrors() throws {
      // Nothing can be written to a folder: EBADF.
      var feed = Feed(try unreadable(), [1, 2, 3])
      let error = #expect(
        throws: SystemError.self, "the write failed with EBADF: the program got nothing"
      ) { try feed.send() }
      #expect(error?.number == EBADF, "the error of the write itself should come out")
      let capture = try Capture(unreadable())
      let transfer = try Observed {
        var streams = Streams(output: capture)
        return try streams.transfer(until: .never)
      }
      #expect(throws: SystemError.self, "a read failed, and transfer should throw that error") {
        try transfer.value(orElse: "a read failed, and transfer goes on")
      }
    }

    #if DEBUG
    @Test(
      "None of the streams comes first: each has its turn while the others are ready",
      .holds(.order))
    func nobodyStarves() throws {
      let (input, output, error) = (
        try Descriptor.pipe(), try Descriptor.pipe(), try Descriptor.pipe()
      )
      let bytes = [UInt8](repeating: 7, count: 200)
      for pipe in [output, error] {
        _ = try bytes.withUnsafeBytes { try pipe.writer.write($0) }
        pipe.writer.close()
      }
      let steps = try StepControl()
      // Each call moves a byte, so that all three are ready 200 times in a row.
      steps.limit(.before(.read), toBytes: 1, times: 1_000)
      steps.limit(.before(.write), toBytes: 1, times: 1_000)
      let begin = Streams(
        input: Feed(input.writer, bytes), output: Capture(output.reader),
        error: Capture(error.reader))
      let ends = [input.writer.number, output.reader.number, error.reader.number].map { Int($0) }
      let isDone = try steps.directs {
        var streams = begin
        return try streams.transfer(until: .never)
      }.value(orElse: "transfer does not come to an end, though all three streams are ready")
      input.reader.close()
      let calls = steps.trace.enumerated().filter {
        $0.element.kind == .read || $0.element.kind == .write
      }
      let places = ends.map { end in calls.filter { $0.element.place == end }.map(\.offset) }
      // Who makes the system calls itself is not seen.
      let names = ["the input", "the output", "the error"]
      for (name, own) in zip(names, places) {
        for (other, others) in zip(names, places) {
          guard let first = own.first, let last = others.last else { continue }
          #expect(
            first < last,
            """
            all three streams were ready, and \(name) had its first turn after \(other) had had its \
            last: a program that goes on writing would keep \(name) waiting for ever
            """)
        }
      }
      #expect(isDone, "all was sent and received")
    }
    #endif

    @Test("At the deadline transfer says so, and called again it goes on")
    func deadline() throws {
      var random = Seeded()
      let bytes = randomBytes(150_000, using: &random)
      let (theirs, writer) = try Descriptor.pipe()
      let (reader, answers) = try Descriptor.pipe()
      try writer.setNonBlocking()
      let begin = Streams(input: Feed(writer, bytes), output: Capture(reader))
      let first = try Observed {
        var streams = begin
        let isDone = try streams.transfer(until: Deadline(after: .milliseconds(20)))
        return (streams, isDone)
      }
      let (streams, isDone) = try first.value(orElse: "transfer goes on after its deadline")
      #expect(!isDone, "nobody had read the input, so not all can be done")
      let open = (streams.input.isOpen, streams.output.isOpen)
      #expect(open == (true, true), "it should be possible to go on: input and output stay open")
      let second = try Observed {
        var streams = streams
        let isDone = try streams.transfer(until: .never)
        return (streams, isDone)
      }
      var received: [UInt8] = []
      while case let more = try theirs.readBytes(50_000), !more.isEmpty { received += more }
      _ = try ([9, 8, 7] as [UInt8]).withUnsafeBytes { try answers.write($0) }
      answers.close()
      theirs.close()
      let (after, isOver) = try second.value(orElse: "transfer doesn't end, though all is done")
      #expect((isOver, after.areOpen) == (true, false), "all was sent and received")
      #expect(after.output.bytes == [9, 8, 7], "what was written to the output, before its end")
      #expect(difference(received, bytes) == nil, "the rest should come after the start; \(random)")
    }

    @Test("Waiting uses no processor")
    func noPolling() throws {
      let (reader, said) = try Descriptor.pipe()
      defer { reader.close() }
      let process = Subprocess(
        // One process: if another one held the output when it is killed, that would be 8.7's affair.
        ["sh", "-c", "head -c 1; echo read >&2; exec sleep 1000"], input: .bytes([65, 66]),
        output: .captured, error: .descriptor(said))
      let pid = try process.startedByTest()
      said.close()
      let talk = try Observed { try process.communicate() }
      // From here on, nothing happens any more.
      let heard = try reader.readLine(orElse: "head does not get a byte of the input")
      let activity = try talk.settled()
      let before = talk.switches
      try letTimePass()
      let wakeUps = talk.switches - before
      Groundwork.kill(-pid, SIGKILL)
      let result = try? talk.value(orElse: "communicate does not return although the program ended")
      process.closeStreams()
      reap(pid)
      #expect(activity == .asleep, "there is nothing to do: it should sleep, and is \(activity)")
      #expect(wakeUps <= 1, "it woke up \(wakeUps) times while nothing happened: it polls")
      let seen = (heard, result?.output, result?.status)
      #expect(
        seen == ("read", [65], .signaled(SIGKILL)), "head wrote one byte, and was not disturbed")
    }
  }
}

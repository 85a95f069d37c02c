import Grading
import Groundwork
import Testing

extension `8-Subprocess` {
  @Suite(.exercise("8.3")) struct `03-Capture` {
    @Test("What the program writes comes as it is: all bytes, however many")
    func allBytes() throws {
      var random = Seeded()
      let bytes = randomBytes(Int.random(in: 300_000...400_000, using: &random), using: &random)
      let source = try file(with: bytes)
      defer { source.close() }
      let run = try Observed {
        try Subprocess.run(["cat"], input: .descriptor(source), output: .captured)
      }
      let result = try run.value(
        orElse: """
          run does not return: it waits for the end of the output. That comes when all who could \
          write have closed their ends, also this process
          """)
      let problem = difference(result.output, bytes)
      #expect(problem == nil, "cat writes what it reads, byte for byte; \(random)")
      #expect(result.error.isEmpty, "the error was not captured")
      #expect(result.status == .exited(0), "cat ends with 0 when all was read")
    }

    @Test("Output and error come apart")
    func apart() throws {
      let run = try Observed {
        try Subprocess.run(
          ["sh", "-c", "echo out; echo err >&2; exit 3"], output: .captured, error: .captured)
      }
      let result = try run.value(orElse: "run does not return although the program has ended")
      let seen = (result.outputText, result.errorText)
      #expect(seen == ("out\n", "err\n"), "each has its own pipe")
      #expect(result.status == .exited(3), "the program ended with exit(3)")
    }

    @Test("A program that fills one stream while the other is read", arguments: [1, 2])
    func bothFull(first: Int) throws {
      var random = Seeded()
      let count = Int.random(in: 200_000...300_000, using: &random)
      // It can't end before all of that was read, and the other stream stays open till then.
      let script = "head -c \(count) /dev/zero >&\(first); echo end >&\(3 - first)"
      let run = try Observed {
        try Subprocess.run(["sh", "-c", script], output: .captured, error: .captured)
      }
      let result = try run.value(
        orElse: """
          run does not return: the program waits for room in the pipe of its descriptor \(first), \
          and this process for the end of the other one. Read from whichever has something
          """)
      let (full, other) =
        first == 1 ? (result.output, result.error) : (result.error, result.output)
      #expect(full.count == count, "all of the long stream should come; \(random)")
      #expect(String(decoding: other, as: UTF8.self) == "end\n")
    }

    @Test("Merged, the lines are in the order in which they were written")
    func merged() throws {
      let run = try Observed {
        try Subprocess.run(
          ["sh", "-c", "for i in 1 2 3; do echo out $i; echo err $i >&2; done"],
          output: .captured, error: .merged)
      }
      let result = try run.value(orElse: "run does not return although the program has ended")
      #expect(
        result.outputText == "out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n",
        "one pipe for both keeps the order; two pipes can't")
      #expect(result.error.isEmpty, "all came as output")
    }

    @Test("Merged with an output that goes elsewhere, the error goes there, too")
    func mergedElsewhere() throws {
      let target = try file()
      defer { target.close() }
      let script = "echo out; echo err >&2"
      try Subprocess.run(
        ["sh", "-c", script], output: .descriptor(target), error: .merged)
      let written = try contents(of: target)
      #expect(written == "out\nerr\n", "both should go to the file that is the output")
      #expect(!target.isClosed, "a descriptor that was handed over stays open here, too")
      // Of this process, output and error are two files: which does an inherited, merged error use?
      let (outputs, errors) = (try file(), try file())
      let child = try TestChild(
        Redirects(output: outputs, error: errors, command: ["sh", "-c", script]))
      _ = try child.ended(orElse: "run did not return in a child")
      let seen = (try contents(of: outputs), try contents(of: errors))
      [outputs, errors].forEach { $0.close() }
      #expect(
        seen == ("out\nerr\n", ""),
        "the error should go where the *output* goes, which is this process's descriptor 1")
    }

    @Test("What is discarded goes to /dev/null")
    func discarded() throws {
      let run = try Observed {
        try Subprocess.run(
          ["sh", "-c", "[ /dev/fd/1 -ef /dev/null ] && echo discarded >&2; echo lost"],
          output: .discarded, error: .captured)
      }
      let result = try run.value(orElse: "run does not return although the program has ended")
      #expect(result.errorText == "discarded\n", "the program's output should be /dev/null")
      #expect(result.output == [], "what is discarded does not come here")
      #expect(result.status == .exited(0), "the program should not notice that its output is lost")
      let merged = try Subprocess.run(
        ["sh", "-c", "[ /dev/fd/2 -ef /dev/null ]"], output: .discarded, error: .merged)
      #expect(
        merged.status == .exited(0), "a merged error goes where the output goes: to /dev/null, too")
    }

    @Test("An output that is inherited stays this process's, whatever the error does")
    func inherited() throws {
      let (outputs, errors) = (try file(), try file())
      let child = try TestChild(
        Redirects(
          output: outputs, error: errors, command: ["sh", "-c", "echo out; echo err >&2"],
          isMerged: false))
      _ = try child.ended(orElse: "run did not return in a child")
      let seen = (try contents(of: outputs), try contents(of: errors))
      [outputs, errors].forEach { $0.close() }
      #expect(seen == ("out\n", "captured err\n"))
    }

    @Test("receive takes what is there, and closes at the end")
    func receive() throws {
      var random = Seeded()
      let (reader, writer) = try Descriptor.pipe()
      var capture = Capture(reader)
      let bytes = randomBytes(1_000, using: &random)
      let cut = Int.random(in: 1..<1_000, using: &random)
      var seen: [Int] = []
      for part in [bytes[..<cut], bytes[cut...]] {
        try #require(
          capture.isOpen,
          """
          after \(seen) bytes the end was closed, though its writer is there: fewer bytes than the \
          buffer has room for are no end, only a read of 0 bytes is; \(random)
          """)
        _ = try part.withUnsafeBytes { try writer.write($0) }
        try capture.receive()
        seen.append(capture.bytes.count)
      }
      let isOpen = capture.isOpen
      writer.close()
      try capture.receive()
      #expect(seen == [cut, 1_000], "each call should add what is there; \(random)")
      #expect(difference(capture.bytes, bytes) == nil, "the bytes should come as they are")
      #expect(isOpen, "the writer had not closed its end yet")
      let closed = (capture.isOpen, reader.isClosed)
      #expect(closed == (false, true), "after the end the descriptor is of no use: close it")
    }

    @Test("receive does not wait for more than is there", .holds(.extremes))
    func fullBuffer() throws {
      let (reader, writer) = try Descriptor.pipe()
      let bytes = [UInt8](repeating: 7, count: 65_536)
      _ = try bytes.withUnsafeBytes { try writer.write($0) }
      let begin = Capture(reader)
      let receiving = try Observed {
        var capture = begin
        try capture.receive()
        return capture.bytes.count
      }
      let activity = try receiving.settled()
      writer.close()
      let count = try receiving.value(orElse: "receive does not return")
      #expect(
        activity == .finished && count > 0,
        "65,536 bytes were there, and the writer was too: to read once more is to wait for it")
    }

    @Test("One stream may end long before the other", arguments: [1, 2])
    func oneEndsEarly(first: Int) throws {
      var random = Seeded()
      let count = Int.random(in: 200_000...300_000, using: &random)
      let script = "exec \(first)>&-; head -c \(count) /dev/zero >&\(3 - first)"
      let run = try Observed {
        try Subprocess.run(["sh", "-c", script], output: .captured, error: .captured)
      }
      let result = try run.value(
        orElse: """
          run does not return: the program has closed its descriptor \(first), and writes to the \
          other one, where it waits for room. Go on until *both* are at their end
          """)
      let seen = first == 1 ? result.error.count : result.output.count
      #expect(seen == count, "all of the stream that stayed open should come; \(random)")
    }

    @Test("An error of a read is thrown, and is not the end", .holds(.failure))
    func readError() throws {
      // A folder: poll says that it is ready, and a read fails with EISDIR.
      var capture = Capture(try unreadable())
      let error = #expect(
        throws: SystemError.self, "the read failed with EISDIR: if it is hidden, output is missing"
      ) { try capture.receive() }
      #expect(error?.number == EISDIR, "the error of the read itself should come out")
      var streams = Streams(output: Capture(try unreadable()))
      #expect(throws: SystemError.self, "a read failed, and readAll should throw that error") {
        try streams.readAll()
      }
    }

    @Test(
      "Without free descriptors start says so, and leaves nothing open", .holds(.scarcity),
      arguments: 0...3)
    func noDescriptors(free: Int) throws {
      let process = Subprocess(["true"], output: .captured, error: .captured)
      let before = openNumbers().count
      let result = withFreeDescriptors(free) { Result { try process.spawn() } }
      if case .success(let pid) = result { reap(pid) }
      process.closeStreams()
      let number: CInt? =
        switch result {
        case .failure(let error as SystemError): error.number
        case .failure(SpawnError.system(let error)): error.number
        default: nil
        }
      let after = openNumbers().count
      #expect(
        number == EMFILE,
        """
        two pipes need four descriptors, and \(free) were free: the error (EMFILE) should be thrown, \
        so that nobody takes a stream that was not captured for an empty one. It was \(result)
        """)
      #expect(after == before, "an end of a pipe is left open after the error")
    }

    @Test("Waiting for output uses no processor")
    func noPolling() throws {
      let gate = try Gate()
      defer { gate.close() }
      let run = try Observed {
        try Subprocess.run(
          ["sh", "-c", "read line; echo late"], input: .descriptor(gate.reader),
          output: .captured, error: .captured)
      }
      let activity = try run.settled()
      let before = run.switches
      try letTimePass()
      let wakeUps = run.switches - before
      gate.open()
      let result = try run.value(orElse: "run does not return although the program has ended")
      #expect(activity == .asleep, "run should sleep until there is something: it is \(activity)")
      #expect(wakeUps <= 1, "run woke up \(wakeUps) times while nothing happened: it polls")
      #expect(result.outputText == "late\n")
    }

    @Test("Nothing stays open, neither after a run nor after a failed start")
    func descriptors() throws {
      let before = openNumbers().count
      for error in [Subprocess.ErrorOutput.captured, .merged, .discarded] {
        try Subprocess.run(["true"], output: .captured, error: error)
        #expect(throws: SpawnError.notFound("/no/such", folder: nil, searched: nil)) {
          try Subprocess.run(["/no/such"], output: .captured, error: error)
        }
      }
      #expect(openNumbers().count == before, "a pipe has two ends, and each is to be closed")
    }
  }
}

/// A child with an output and an error of its own, which runs a program with these.
struct Redirects: ProcessTarget {
  let output: Descriptor
  let error: Descriptor
  let command: [String]
  var isMerged = true

  func run() throws {
    dup2(output.number, 1)
    dup2(error.number, 2)
    if isMerged {
      try Subprocess.run(command, error: .merged)
    } else {
      let result = try Subprocess.run(command, error: .captured)
      _ = try Array("captured \(result.errorText)".utf8).withUnsafeBytes { try error.write($0) }
    }
  }
}

import Grading
import Groundwork
import Synchronization
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.9")) struct `09-Dialogue` {
    @Test("The child greets, and answers each line")
    func transcript() throws {
      var random = Seeded()
      let name = word(&random)
      // Whatever is in a line is a part of it.
      let drawn = (0..<Int.random(in: 2...6, using: &random)).map { _ in line(&random) }
      let lines = ["", " a line \n"] + drawn
      let heard = try observedDialogue(with: name, saying: lines)
      #expect(
        heard == ["I am \(name)"] + lines.map { "\(name) heard: \($0)" },
        "first the greeting, then an answer to each line, in order; \(random)")
    }

    @Test("Without lines there is only the greeting")
    func noLines() throws {
      var random = Seeded()
      let name = word(&random)
      let heard = try observedDialogue(with: name, saying: [])
      #expect(heard == ["I am \(name)"], "nothing was said, so nothing is answered; \(random)")
    }

    @Test("Each line is answered before the next one is said")
    func oneByOne() throws {
      var random = Seeded()
      let lines = (0..<30).map { _ in String(repeating: line(&random) + ".", count: 20_000) }
      let heard = try Observed { try dialogue(with: "Echo", saying: lines) }.value(
        orElse: """
          the dialogue came to a halt: if all lines are said before the first answer is heard, \
          both sides wait for room in the connection, and neither receives
          """)
      #expect(
        heard.dropFirst().elementsEqual(lines.map { "Echo heard: \($0)" }),
        "long lines should be answered like short ones; \(random)")
    }

    @Test("Hanging up is no error")
    func hangingUp() throws {
      let (here, there) = try Connection.pair()
      let child = try TestChild(Talker(name: "Ada", connection: there))
      there.close()
      let greeting = try here.receive(String.self)
      here.close()
      let end = try child.ended(
        orElse: "the parent has closed its end, but the talker goes on waiting for a line")
      #expect(greeting == "I am Ada", "the talker should begin with its greeting")
      #expect(
        end == .exited(0),
        """
        the end of the stream is how a talker learns that the dialogue is over: it should return \
        then, and not let the error end it
        """)
    }

    @Test("However long nobody says anything, the talker waits")
    func silence() throws {
      let (here, there) = try Connection.pair()
      let talk = try Observed { try Talker(name: "Ada", connection: there).run() }
      defer { there.close() }
      _ = try here.receive(String.self)
      let activity = try talk.settled()
      let limited = talk.limitedSleep
      here.close()
      #expect(throws: Never.self, "the parent has hung up: that is no error") {
        try talk.value(orElse: "the talker goes on although the parent has hung up")
      }
      #expect(activity == .asleep, "nothing was said yet, and the parent was there")
      #expect(
        limited == nil,
        """
        the talker waits for a line in \(limited ?? ""), for a time: who says nothing for a while has \
        not hung up. The end of the stream says so, and nothing else
        """)
    }

    @Test("Only the end of the stream ends a dialogue well", .holds(.death))
    func truncated() throws {
      let (here, there) = try Connection.pair()
      let talk = try Observed { try Talker(name: "Ada", connection: there).run() }
      defer { there.close() }
      _ = try here.receive(String.self)
      // A parent that is killed while it says a line of 9 bytes.
      try here.descriptor.put(Array(frame([1, 2, 3, 4, 5, 6, 7, 8, 9]).dropLast()))
      here.close()
      #expect(
        throws: ConnectionError.truncated,
        "the parent was gone in the middle of a line: only `.closed` means that it hung up"
      ) { try talk.value(orElse: "the talker goes on although the stream has ended") }
    }

    @Test("A talker that nobody hears says so", .holds(.death))
    func nobodyHears() throws {
      let (here, there) = try Connection.pair()
      here.close()
      let greeting = try Observed { try Talker(name: "Ada", connection: there).run() }
      #expect(
        throws: ConnectionError.noReceiver,
        "nobody could hear the greeting: what `send` throws should come out"
      ) { try greeting.value(orElse: "the other end is closed, but the talker goes on") }
      there.close()
      let (parent, child) = try Connection.pair()
      defer { child.close() }
      let answer = try Observed { try Talker(name: "Ada", connection: child).run() }
      _ = try parent.receive(String.self)
      // From now on this end can only send.
      shutdown(parent.descriptor.number, CInt(SHUT_RD))
      try parent.send("Are you there?")
      _ = try answer.settled()
      parent.close()
      #expect(
        throws: ConnectionError.noReceiver,
        "nobody could hear the answer to a line: what `send` throws should come out"
      ) { try answer.value(orElse: "the other end is closed, but the talker goes on") }
    }

    @Test("Whatever can't be had makes the dialogue throw", .holds(.scarcity))
    func scarce() throws {
      try Observed {
        try tryWithFewDescriptors {
          let heard = try dialogue(with: "Ada", saying: ["?"])
          if heard != ["I am Ada", "Ada heard: ?"] {
            throw TestFailure(
              "the dialogue was \(heard): throw what start and the connection throw")
          }
        }
      }
      .value(
        orElse: """
          this process had hardly a descriptor left, and the dialogue doesn't come to its end: if the \
          child can't be started, throw what `start` throws. Nobody is there who could greet
          """)
    }

    @Test("A child whose end can't be known makes the dialogue throw", .holds(.others))
    func lost() throws {
      let talk = try Observed {
        withLostStatuses { Result { try dialogue(with: "Ada", saying: []) } }
      }
      let result = try talk.value(orElse: "the dialogue doesn't come to its end")
      // Whatever the child's name is.
      let isTold = if case .failure(ProcessError.statusLost) = result { true } else { false }
      #expect(
        isTold,
        """
        somebody else reaped the child, so nobody can know how it ended, and join says so: throw what \
        join throws. It came to: \(result)
        """)
    }

    @Test("When the child is killed, the dialogue throws", .holds(.death))
    func killed() throws {
      var pid: pid_t = 0
      let seen = try whenChildStarts(in: { try dialogue(with: "Eve", saying: ["?"]) }) {
        started, _ in
        pid = started
        _ = kill(started, SIGKILL)
      }.result(
        orElse: """
          the child was killed, but the parent waits for its greeting: as long as this process \
          has a copy of the child's end, it doesn't see the end of the stream
          """)
      reap(pid)
      guard case .failure(let error) = seen else {
        Issue.record("the child was killed before it could say anything: who answered?")
        return
      }
      let allowed: [ConnectionError] = [.closed, .truncated, .noReceiver]
      #expect(
        (error as? ConnectionError).map(allowed.contains) == true,
        "the dialogue ended with “\(error)”: an error of the connection should come out")
    }

    @Test("The child has ended when the dialogue is over")
    func joined() throws {
      var pid: pid_t = 0
      let before = Set(openNumbers())
      let talk = try whenChildStarts(in: { try dialogue(with: "Zeno", saying: []) }) { started, _ in
        pid = started
        // The child has said its greeting, and can't end: it is stopped.
        let deadline = Deadline(after: .seconds(4))
        while !openNumbers().contains(where: { !before.contains($0) && isSocketWithBytes($0) }),
          !deadline.hasPassed
        {
          sched_yield()
        }
        _ = kill(pid, SIGSTOP)
      }
      let activity = try talk.observed.settled()
      let limited = talk.observed.limitedSleep
      _ = kill(pid, SIGCONT)
      let seen = try talk.result(
        orElse: "the dialogue waits for the child, and the child for the end of the stream")
      let trace = trace(of: pid)
      reap(pid)
      #expect(throws: Never.self, "nothing went wrong") { try seen.get() }
      #expect(activity == .asleep, "the child was there, but the dialogue did not wait for it")
      #expect(
        limited == nil,
        """
        the dialogue waits for the end of the child in \(limited ?? ""), for a time: then it returns, \
        and the child may be there still. `join` waits as long as it takes
        """)
      #expect(trace == .reaped, "the child should be joined")
    }

    @Test("The child's words are waited for as long as it takes")
    func slow() throws {
      var pid: pid_t = 0
      let talk = try whenChildStarts(in: { try dialogue(with: "Zeno", saying: ["?"]) }) {
        started, _ in
        pid = started
        _ = kill(started, SIGSTOP)
      }
      let activity = try talk.observed.settled()
      let limited = talk.observed.limitedSleep
      _ = kill(pid, SIGCONT)
      let seen = try talk.result(orElse: "the child goes on, but the dialogue doesn't")
      reap(pid)
      #expect(throws: Never.self, "nothing went wrong") { try seen.get() }
      #expect(activity == .asleep, "the child had said nothing yet, and was there")
      #expect(
        limited == nil,
        "the dialogue waits for the greeting in \(limited ?? ""), for a time: it may come later than that"
      )
    }

    @Test("The child has the name that was given")
    func name() throws {
      var random = Seeded()
      let expected = word(&random)
      let names = Mutex<[String]>([])
      let talk = try whenChildStarts(in: { try dialogue(with: expected, saying: []) }) { _, name in
        names.withLock { $0.append(name) }
      }
      let seen = try talk.result(orElse: "the dialogue doesn't come to its end")
      #expect(throws: Never.self, "nothing went wrong") { try seen.get() }
      let given = names.withLock { $0 }
      #expect(
        given == [expected],
        """
        the child's name is \(given), and should be “\(expected)”: it is how `ps` and the messages of \
        errors tell the processes apart, so give it to ChildProcess, too; \(random)
        """)
    }
  }
}

// MARK: - Helpers

/// The dialogue on a thread of its own, so that it can be given up.
private func observedDialogue(with name: String, saying lines: [String]) throws -> [String] {
  try Observed { try dialogue(with: name, saying: lines) }.value(
    orElse: """
      the dialogue doesn't come to its end. If it waits for the child to end: the child waits for \
      the end of the stream, which comes when this process closes its end.
      """)
}

/// A dialogue that goes on while the test looks at it.
private struct ObservedDialogue {
  let observed: Observed<[String]>

  /// What became of it.
  func result(orElse problem: String) throws -> Result<[String], any Error> {
    let result = Result { try observed.value(orElse: problem) }
    if case .failure(let failure as TestFailure) = result { throw failure }
    return result
  }
}

/// Does `work` on a thread of its own, and calls `body` there with pid and name of the child that it
/// starts, before `work` goes on; returns after that.
private func whenChildStarts(
  in work: @escaping @Sendable () throws -> [String], _ body: @escaping (pid_t, String) -> Void
) throws -> ObservedDialogue {
  let (reader, writer) = try Descriptor.pipe()
  defer { reader.close() }
  let known = Harness.childStarted
  Harness.childStarted = { pid, name, endsWithParent in
    known?(pid, name, endsWithParent)
    body(pid, name)
    writer.close()
  }
  let observed = try Observed {
    defer { writer.close() }
    return try work()
  }
  _ = try reader.waitUntilReadable(until: Deadline(after: .seconds(6)))
  Harness.childStarted = known
  return ObservedDialogue(observed: observed)
}

/// Whether something can be received from that socket.
private func isSocketWithBytes(_ number: CInt) -> Bool {
  var byte: UInt8 = 0
  return recv(number, &byte, 1, CInt(MSG_PEEK) | CInt(MSG_DONTWAIT)) == 1
}

private func word(_ random: inout Seeded) -> String {
  String((0..<Int.random(in: 1...8, using: &random)).map { _ in letter(&random) })
}

/// Some words, which may be none.
private func line(_ random: inout Seeded) -> String {
  (0..<Int.random(in: 0...5, using: &random)).map { _ in word(&random) }.joined(separator: " ")
}

private func letter(_ random: inout Seeded) -> Character {
  "abcxyzÄßé😀:\n".randomElement(using: &random) ?? "a"
}

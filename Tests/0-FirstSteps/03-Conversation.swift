import Grading
import Groundwork
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.3")) struct `03-Conversation` {
    @Test("The child answers one name after the other, and ends when no more can come")
    func host() throws {
      var random = Seeded()
      // An empty name is a name.
      let names = random.different(3, in: 1...999_999).map { "guest \($0)" } + ["", "Eve"]
      let (here, there) = try Connection.pair()
      defer { here.close() }
      let child = try TestChild(Host(there))
      there.close()
      for name in names {
        try here.send(name)
        try #require(
          try here.poll(timeout: .seconds(6)),
          """
          "\(name)" was sent, and no answer came: \(name == names[0]
            ? "receive it, and send the answer through the same connection"
            : "the child should go on until no more names can come"); \(random)
          """)
        let answer = try? here.receive(String.self)
        #expect(
          answer == "Hello, \(name), from \(child.pid)",
          "the child, process \(child.pid), was sent the name \"\(name)\"; nil: it ended; \(random)"
        )
      }
      here.close()
      let end = try child.ended(
        orElse: "the other end is closed, so no name can come any more: the child should end")
      #expect(
        end == .exited(0),
        """
        the other end was closed. That is the end of the conversation, and no error: the child should \
        return from run
        """)
    }

    @Test("An answer that nobody can receive is an error")
    func nobodyListens() throws {
      let (here, there) = try Connection.pair()
      try here.send("Ada")
      here.close()
      let child = try TestChild(Host(there))
      there.close()
      let end = try child.ended(orElse: "nobody can hear the answer: the child should end")
      #expect(
        end == .exited(1),
        """
        a name came, and nobody is there any more who could receive the answer. `send` throws then, and \
        that is not the end of a conversation: pass it on
        """)
    }

    @Test("Every name is answered by one child, in order")
    func answers() throws {
      var random = Seeded()
      let names = random.different(4, in: 1...999_999).map { "guest \($0)" } + ["", "Eve"]
      let starts = Starts()
      let run = try Observed { try greetings(for: names) }
      let answers = try run.value(
        orElse: """
          greetings doesn't return. Either both sides wait for a message and none sends one, or the \
          child waits for a name while join waits for the child: close this end before you join
          """)
      try #require(
        starts.count == 1,
        "\(starts.count) children were started: one should answer all names; \(random)")
      #expect(
        answers == names.map { "Hello, \($0), from \(starts.pids[0])" },
        "the child, process \(starts.pids[0]), should answer these names: \(names); \(random)")
      #expect(!hasChildren(), "the function has returned, and the child is still there: join it")
    }

    @Test("Without names there are no answers, and the child ends, too")
    func nobody() throws {
      let run = try Observed { try greetings(for: []) }
      let answers = try run.value(
        orElse: "greetings doesn't return: close this end before you join the child")
      #expect(answers == [], "nobody was named")
      #expect(!hasChildren(), "the function has returned, and the child is still there: join it")
    }
  }
}

import Grading
import Groundwork
import Synchronization
import Testing

extension `9-Manager` {
  @Suite(.exercise("9.4")) struct `04-ManyClients` {
    @Test("admit returns a connection that is served, and doesn't wait for the client")
    func admitted() throws {
      let server = Server()
      let admitting = try Observed { try server.admit() }
      let activity = try admitting.settled()
      try #require(
        activity == .finished,
        "admit serves the client itself, and the one who asked for a connection gets no reply")
      let end = try admitting.value(orElse: "admit doesn't return")
      let link = ServerLink(control: end)
      let answer = try Observed { try link.ask(Twice(number: 21), through: end) }.value(
        orElse: "a request was sent through the new connection, and nobody answers")
      end.close()
      #expect(answer == 42, "twice 21 was asked for, through the new connection")
    }

    @Test("The server holds no client's end: it sees a client close")
    func noCopies() throws {
      let server = Server()
      var ends = try (0..<3).map { _ in try server.admit() }
      for end in ends { _ = try ServerLink(control: end).ask(Twice(number: 1), through: end) }
      let whileOpen = server.clientCount
      for end in ends { end.close() }
      ends = []
      let deadline = Deadline(after: .seconds(4))
      while server.clientCount > 0, !deadline.hasPassed { sched_yield() }
      let atLast = server.clientCount
      #expect(whileOpen == 3, "each connection is served by a thread of its own")
      #expect(
        atLast == 0,
        "the clients have closed their ends, and \(atLast) of 3 threads still wait for requests")
    }

    @Test("A client that is stalled in a request keeps nobody from asking")
    func stalled() throws {
      try withManager { manager in
        let (report, reporter) = try Descriptor.pipe()
        let (gate, opener) = try Descriptor.pipe()
        defer { [report, reporter, gate, opener].forEach { $0.close() } }
        let link = manager.link
        let stalled = try (0..<2).map { _ in
          try Observed { try link.ask(Stall(report: reporter, gate: gate)) }
        }
        for _ in stalled {
          _ = try report.readLine(orElse: "a second request was to be stalled, and never began")
        }
        let answer = try manager.answer(Twice(number: 4))
        opener.close()
        for request in stalled { _ = try request.value(orElse: "a reply is missing") }
        #expect(answer == 8, "twice 4 was asked for, while two other requests are stalled")
      }
    }

    @Test("A handle that is handed over has a connection of its own")
    func ownConnection() throws {
      try withManager { manager in
        let list = try manager.list(["here"])
        let before = try manager.clientCountAtFirst()
        let (here, there) = try Connection.pair()
        defer { [here, there].forEach { $0.close() } }
        try here.send(list)
        let received = try there.receive(RemoteList<String>.self)
        let after = try manager.clientCount(settlesAt: before + 1)
        try received.append("there")
        let contents = try list.contents
        received.object.link.close()
        let atLast = try manager.clientCount(settlesAt: before)
        #expect(
          after == before + 1,
          """
          through one connection for two processes, each could get the reply to the other's request: \
          encoding a handle should ask for a new one
          """)
        #expect(contents == ["here", "there"], "both handles should lead to the same list")
        #expect(atLast == before, "the other handle's connections are closed, and served no more")
      }
    }

    @Test(
      "A process that got a handle can ask while another of its threads waits for a reply",
      .holds(.threads))
    func ownTurn() throws {
      try withManager { manager in
        let list = try manager.list(["here"])
        let (here, there) = try Connection.pair()
        let (report, reporter) = try Descriptor.pipe()
        let (gate, opener) = try Descriptor.pipe()
        defer {
          [here, there].forEach { $0.close() }
          [report, reporter, gate, opener].forEach { $0.close() }
        }
        try here.send(list)
        let received = try there.receive(RemoteList<String>.self)
        let link = received.object.link
        let stalled = try Observed { try link.ask(Stall(report: reporter, gate: gate)) }
        _ = try report.readLine(orElse: "a request was to be stalled, and never began")
        let second = try Observed { try received.contents }
        let isAnswered = try second.isDoneSoon()
        opener.close()
        let contents = try? second.value(orElse: "there is no reply")
        _ = try? stalled.value(orElse: "there is no reply")
        link.close()
        #expect(
          isAnswered,
          """
          one thread waits for the reply to a long request, and a second one gets no connection of its \
          own: the connection that came is `control`, which asks for others, and for nothing else. \
          If requests go through it, too, nobody can ask for another one meanwhile
          """)
        #expect(contents == ["here"], "each thread should get the reply to its own request")
      }
    }

    @Test("A handle can be an element of another object")
    func nestedHandles() throws {
      try withManager { manager in
        let inner = try manager.list([1])
        let outer = try manager.list([RemoteList<Int>]())
        let again = try Observed {
          try outer.append(inner)
          return try outer.get(at: 0)
        }.value(orElse: "a handle was sent to the server that it leads to, and does not come back")
        try again.append(2)
        let contents = try inner.contents
        again.object.link.close()
        #expect(contents == [1, 2], "what comes back should lead to the same list")
      }
    }

    @Test("A handle can't be saved, and nothing is left of the attempt", .holds(.failure))
    func notSaved() throws {
      try withManager { manager in
        let list = try manager.list([1])
        let before = try manager.clientCountAtFirst()
        #expect(throws: EncodingError.self, "it means nothing once it is read again") {
          _ = try WireEncoder().encode(list)
        }
        let after = try manager.clientCount(settlesAt: before)
        #expect(after == before, "the connection for it should be closed again")
      }
    }

    @Test("Each child appends to the same list")
    func program() throws {
      var random = Seeded()
      let elements = (0..<4).map { "\($0) \(word(&random))" }
      try withManager { manager in
        // One of them is there already.
        let list = try manager.list([elements[0]])
        let children = try Observed { try appendInChildren(elements, to: list) }.value(
          orElse: "the children don't come to their end; \(random)")
        let statuses = children.map(\.exitStatus)
        let contents = try list.contents
        #expect(
          statuses == Array(repeating: .exited(0), count: 4),
          "each of four children should append its element and end well: \(statuses); \(random)")
        #expect(
          contents.sorted() == (elements.prefix(1) + elements).sorted(),
          """
          there was an element, and four children appended one each, one of them the same: the list should \
          have five, in any order, and has \(contents); \(random)
          """)
      }
    }

    @Test("A child that can't append says so by how it ends", .holds(.failure))
    func failingChild() throws {
      try withManager { manager in
        let none = RemoteList(object: RemoteObject<[String]>(link: manager.link, number: 99))
        let children = try Observed { try appendInChildren(["a", "b"], to: none) }.value(
          orElse: "there is no such list, and the children don't come to their end")
        let statuses = children.map(\.exitStatus)
        #expect(
          statuses == [.exited(1), .exited(1)],
          """
          there is no such list, so `append` throws in each child, and `run` should let that out: \
          a child that ends by an error exits with 1. They ended so: \(statuses)
          """)
      }
    }

    @Test("If a child can't be joined, appendInChildren throws", .holds(.others))
    func lostChild() throws {
      try withManager { manager in
        let list = try manager.list([String]())
        // The system reaps the children itself, and forgets how they ended.
        Groundwork.signal(SIGCHLD, SIG_IGN)
        defer { Groundwork.signal(SIGCHLD, SIG_DFL) }
        let error = #expect(
          throws: ProcessError.self,
          "`join` says that nobody knows how a child ended: throw that on"
        ) {
          _ = try Observed { try appendInChildren(["a"], to: list) }.value(
            orElse: "the child has ended, and is waited for")
        }
        let isExpected = if case .statusLost = error { true } else { false }
        let seen = error.map { "\($0)" } ?? "nothing"
        #expect(isExpected, "what `join` throws should come out; it was: \(seen)")
      }
    }

    @Test("If a child can't be started, appendInChildren says why", .holds(.failure))
    func noStart() throws {
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      // The server's part is done here: it refuses to make a connection for the child.
      let list = RemoteList(
        object: RemoteObject<[String]>(link: ServerLink(control: here), number: 1))
      let error = try outcome(at: there) { _ = try appendInChildren(["a"], to: list) }.error
      let seen = error.map { "\($0)" } ?? "nothing"
      #expect(
        error is LaunchError && seen.contains("\(refusal)"),
        """
        the server made no connection for the child, so that it could not be started, and `start` says \
        so: appendInChildren should throw that. It threw: \(seen)
        """)
    }

    @Test("Each child is waited for, whichever is the last to end", arguments: 0..<3)
    func joinsEach(last: Int) throws {
      try withManager { manager in
        let list = try manager.list([String]())
        let started = Mutex<[pid_t]>([])
        let known = Harness.childStarted
        Harness.childStarted = { pid, name, endsWithParent in
          known?(pid, name, endsWithParent)
          let number = started.withLock { started in
            defer { started.append(pid) }
            return started.count
          }
          // It goes on when the others have ended.
          if number == last { _ = kill(pid, SIGSTOP) }
        }
        defer { Harness.childStarted = known }
        let work = try Observed { try appendInChildren(["a", "b", "c"], to: list) }
        let deadline = Deadline(after: .seconds(5))
        var isLast = false
        while !deadline.hasPassed, !isLast {
          let running = started.withLock { $0 }.filter { trace(of: $0) == .running }
          isLast = started.withLock({ $0.count == 3 }) && running.count <= 1
          sched_yield()
        }
        let activity = try work.settled()
        let stopped = started.withLock { $0.count > last ? $0[last] : nil }
        if let stopped, trace(of: stopped) == .running { _ = kill(stopped, SIGCONT) }
        let children = try work.value(
          orElse: "the children have ended, and appendInChildren doesn't return")
        let place = children.firstIndex { $0.pid == stopped }
        let appended = try list.contents.last
        #expect(
          activity == .asleep,
          "child \(last) of 0 to 2 had not ended: appendInChildren should wait for it")
        #expect(
          !isLast || place.map { ["a", "b", "c"][$0] } == appended,
          """
          the child that was held appended "\(appended ?? "")", as the last, and is number \
          \(place.map { "\($0)" } ?? "?") of those that were returned for a, b and c: their order \
          should be that of the elements, whichever ends first
          """)
      }
    }

    @Test("All children are started before one is joined")
    func allAtOnce() throws {
      try withManager { manager in
        let list = try manager.list([String]())
        let started = Mutex<[pid_t]>([])
        let early = Mutex(0)
        let known = Harness.childStarted
        Harness.childStarted = { pid, name, endsWithParent in
          known?(pid, name, endsWithParent)
          let before = started.withLock { started in
            defer { started.append(pid) }
            return started
          }
          for pid in before where trace(of: pid) == .reaped { early.withLock { $0 += 1 } }
        }
        defer { Harness.childStarted = known }
        _ = try Observed { try appendInChildren(["a", "b", "c"], to: list) }.value(
          orElse: "the children don't come to their end")
        let count = started.withLock(\.count)
        let joined = early.withLock { $0 }
        #expect(count == 3, "one child for each element")
        #expect(joined == 0, "a child was joined before the next was started: one after the other")
      }
    }

    @Test("Four children at once lose nothing")
    func atOnce() throws {
      try withManager { manager in
        let list = try manager.list([Int]())
        let children = try (0..<4).map { number in
          try TestChild(AppendMany(list: list, first: 1000 * number, count: 50))
        }
        for child in children {
          let end = try child.ended(orElse: "a child doesn't get through its requests")
          #expect(end == .exited(0), "the child should get through, and end with 0")
        }
        let contents = try list.contents
        for number in 0..<4 {
          let own = contents.filter { $0 / 1000 == number }
          #expect(
            own == Array(1000 * number..<1000 * number + 50), "child \(number)'s, in its order")
        }
      }
    }

    @Test("A plain array in a child is the child's own")
    func isolation() throws {
      try withManager { manager in
        let list = try manager.list([Int]())
        let target = AppendBoth(list: list, plain: [])
        let end = try TestChild(target).ended(orElse: "the child doesn't end")
        let contents = try list.contents
        #expect(end == .exited(0), "in the child, both should have an element")
        #expect(contents == [1], "the list in the server is shared")
        #expect(target.plain.isEmpty, "the array is not")
      }
    }
  }
}

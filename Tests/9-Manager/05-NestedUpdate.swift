import Grading
import Groundwork
import Synchronization
import Testing

extension `9-Manager` {
  @Suite(.exercise("9.5")) struct `05-NestedUpdate` {
    @Test("If the server can't tell the value, body is not called")
    func unknown() throws {
      // The server's part is done here: it answers each request by a failure.
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let link = ServerLink(control: here, idle: [here])
      let dictionary = RemoteDictionary(
        object: RemoteObject<DictionaryState<String, Int>>(link: link, number: 1))
      let calls = Mutex(0)
      let (requests, isOver) = try requests(at: there) {
        try? dictionary.update("a") { _ in calls.withLock { $0 += 1 } }
      }
      let count = calls.withLock { $0 }
      #expect((isOver, requests) == (true, 1), "the failure should be thrown, not tried again")
      #expect(count == 0, "there was no value to be changed")
    }

    @Test("If the server can't tell whether it replaced the value, update throws")
    func untold() throws {
      // The server's part is done here: it tells the value, and answers the second request by a failure.
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let link = ServerLink(control: here, idle: [here])
      let dictionary = RemoteDictionary(
        object: RemoteObject<DictionaryState<String, Int>>(link: link, number: 1))
      let update = try Observed { try dictionary.update("a") { $0 = 2 } }
      for number in 1...2 {
        let isAsked = try there.poll(timeout: .seconds(4))
        try #require(isAsked, "\(number - 1) of two requests came: one to see, and one to replace")
        _ = try there.receive(Envelope.self)
        if number == 1 {
          try there.send(Reply<Seen<Int>>.result(Seen(value: 1, stamp: 1)))
        } else {
          try there.send(Reply<Done>.failure(type: "Test", message: "no"))
        }
      }
      #expect(
        throws: refusal,
        "the server could not do it, and who updates must learn that: it is neither a yes nor a no"
      ) { try update.value(orElse: "the server reported a failure, and update tries again") }
    }

    @Test("A value that comes out is a copy: changing it changes nothing")
    func copies() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": [1]])
        var numbers = try dictionary.get("a") ?? []
        numbers.append(2)
        let stillThere = try dictionary.get("a")
        #expect(
          (numbers, stillThere) == ([1, 2], [1]), "the array here was changed, not the server's")
        try dictionary.update("a") { $0?.append(2) }
        let updated = try dictionary.get("a")
        #expect(updated == [1, 2], "update puts the changed value back")
      }
    }

    @Test("update gets the value, puts back what became of it, and returns what body returns")
    func update() throws {
      var random = Seeded()
      let (first, second) = (Int.random(in: 1...99, using: &random), word(&random))
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": first, "b": 0])
        let result = try dictionary.update("a") { value in
          value = (value ?? 0) + 1
          return second
        }
        let contents = try dictionary.contents
        #expect(result == second, "what body returned; \(random)")
        #expect(contents == ["a": first + 1, "b": 0], "a is one more, b is as it was; \(random)")
      }
    }

    @Test("nil stands for no value, before and after")
    func absent() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": 1])
        let isNil = try dictionary.update("b") { value in
          defer { value = 2 }
          return value == nil
        }
        try dictionary.update("a") { $0 = nil }
        try dictionary.update("c") { $0 = nil }
        let contents = try dictionary.contents
        #expect(isNil, "there was no value for b")
        #expect(contents == ["b": 2], "b was added, a removed, and c never there")
      }
    }

    @Test("A change between read and write is not lost")
    func between() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": 0])
        // First as it is done without `update`.
        let seen = try dictionary.get("a") ?? 0
        try dictionary.set("a", to: 100)
        try dictionary.set("a", to: seen + 1)
        let lost = try dictionary.get("a")
        #expect(lost == 1, "get and set are two steps: what came in between is gone")

        var calls: [Int?] = []
        try dictionary.set("a", to: 0)
        let result = try dictionary.update("a") { value in
          calls.append(value)
          // Another process changes it just now.
          if calls.count == 1 { try dictionary.set("a", to: 100) }
          value = (value ?? 0) + 1
          return calls.count
        }
        let kept = try dictionary.get("a")
        #expect(
          kept == 101,
          """
          100 was set while body worked on the 0 that it saw: body has to work on 100 then, and what \
          it made of 0 must not be put back
          """)
        #expect(calls == [0, 100], "body is called again, with the value that is there then")
        #expect(result == calls.count, "what body returned the last time counts")
      }
    }

    @Test("Nor is one that adds or removes the key in between")
    func addedBetween() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["gone": 5])
        var isFirst = true
        try dictionary.update("new") { value in
          if isFirst { try dictionary.set("new", to: 10) }
          isFirst = false
          value = (value ?? 0) + 1
        }
        isFirst = true
        try dictionary.update("gone") { value in
          if isFirst { try dictionary.remove("gone") }
          isFirst = false
          value = (value ?? 0) + 1
        }
        let contents = try dictionary.contents
        #expect(contents == ["new": 11, "gone": 1], "body should see the 10, and the removal")
      }
    }

    @Test("Nor if the value is to be removed")
    func removedMeanwhile() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": 1])
        var calls: [Int?] = []
        try dictionary.update("a") { value in
          calls.append(value)
          if calls.count == 1 { try dictionary.set("a", to: 2) }
          value = value == 1 ? nil : 3
        }
        let contents = try dictionary.contents
        #expect(calls == [1, 2], "2 was set meanwhile, so body should see that, and decide again")
        #expect(
          contents == ["a": 3], "body wanted to remove the 1, and not the 2 that it did not see")
      }
    }

    @Test("However often somebody is faster")
    func oftenInVain() throws {
      var random = Seeded()
      let count = Int.random(in: 100...150, using: &random)
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": 0])
        var calls = 0
        try dictionary.update("a") { value in
          calls += 1
          if calls <= count { try dictionary.set("a", to: calls) }
          value = (value ?? 0) + 1_000
        }
        let value = try dictionary.get("a")
        #expect(
          (calls, value) == (count + 1, count + 1_000),
          """
          \(count) times somebody set the value meanwhile: it is never overwritten unseen, and body is \
          called again each time; \(random)
          """)
      }
    }

    @Test("The change of another key doesn't matter")
    func otherKey() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": 0, "b": 0])
        var calls = 0
        try dictionary.update("a") { value in
          calls += 1
          guard calls == 1 else { return }
          try dictionary.set("b", to: calls)
          try dictionary.set("new", to: 2)
          value = 7
        }
        let contents = try dictionary.contents
        #expect(calls == 1, "what body saw was still there: b and new are other values")
        #expect(contents == ["a": 7, "b": 1, "new": 2])
      }
    }

    @Test("If body throws, nothing is changed")
    func bodyThrows() throws {
      struct Stop: Error, Equatable {}
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": 1])
        #expect(throws: Stop(), "body's error is for the caller") {
          try dictionary.update("a") { value in
            value = 2
            throw Stop()
          }
        }
        let value = try dictionary.get("a")
        #expect(value == 1, "body did not come to its end, so its value doesn't count")
      }
    }

    @Test("Two that update at once both count, whoever is held up")
    func heldUp() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": [String]()])
        let meeting = try Meeting()
        defer { meeting.close() }
        let slow = try TestChild(
          UpdateSlowly(
            dictionary: dictionary, report: meeting.arrivals.writer, gate: meeting.gate.reader))
        _ = try meeting.arrival(orElse: "the child did not get into its update")
        // The child has read, and not yet written.
        let quick = try Observed { try dictionary.update("a") { $0?.append("quick") } }
        try quick.value(
          orElse: "another process is held up inside of its update, and this one waits for it")
        meeting.letAllGo()
        let end = try slow.ended(orElse: "the child was let go, and its update doesn't end")
        let value = try dictionary.get("a")
        #expect(end == .exited(0), "the child should get through, and end with 0")
        #expect(value == ["quick", "slow"], "both were appended")
      }
    }

    @Test("One that is killed inside of its update harms nobody")
    func killed() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": ["old"]])
        let meeting = try Meeting()
        defer { meeting.close() }
        let child = try TestChild(
          UpdateSlowly(
            dictionary: dictionary, report: meeting.arrivals.writer, gate: meeting.gate.reader))
        _ = try meeting.arrival(orElse: "the child did not get into its update")
        child.kill()
        let quick = try Observed { try dictionary.update("a") { $0?.append("quick") } }
        try quick.value(
          orElse: "a process was killed inside of its update, and this one waits for it")
        let value = try dictionary.get("a")
        #expect(value == ["old", "quick"], "the killed one changed nothing")
      }
    }

    @Test("Four children at once: every update counts")
    func atOnce() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["sum": 0])
        let children = try (0..<4).map { _ in
          try TestChild(AddOnes(dictionary: dictionary, count: 30))
        }
        for child in children {
          let end = try child.ended(orElse: "a child doesn't get through its updates")
          #expect(end == .exited(0), "the child should get through, and end with 0")
        }
        let sum = try dictionary.get("sum")
        #expect(sum == 120, "4 children added 1 thirty times each")
      }
    }
  }
}

/// Updates a value, and is held up the first time that it is inside.
struct UpdateSlowly: ProcessTarget {
  let dictionary: RemoteDictionary<String, [String]>
  let report: Descriptor
  let gate: Descriptor

  func run() throws {
    var isFirst = true
    try dictionary.update("a") { value in
      value?.append("slow")
      guard isFirst else { return }
      isFirst = false
      try report.writeLine(Arrival(number: 0).line)
      try gate.waitAtGate()
    }
  }
}

/// Adds 1 to a value again and again.
struct AddOnes: ProcessTarget {
  let dictionary: RemoteDictionary<String, Int>
  let count: Int

  func run() throws {
    for _ in 0..<count { try dictionary.update("sum") { $0 = ($0 ?? 0) + 1 } }
  }
}

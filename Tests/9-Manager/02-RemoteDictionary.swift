import Grading
import Groundwork
import Testing

extension `9-Manager` {
  @Suite(.exercise("9.2")) struct `02-RemoteDictionary` {
    @Test("What was set can be got, and replaced")
    func setAndGet() throws {
      var random = Seeded()
      try withManager { manager in
        let dictionary = try manager.dictionary([String: Int]())
        var expected: [String: Int] = [:]
        for value in 0..<30 {
          let key = "key \(Int.random(in: 0..<8, using: &random))"
          try dictionary.set(key, to: value)
          expected[key] = value
          let seen = try dictionary.get(key)
          #expect(seen == value, "\(key) was set to \(value); \(random)")
        }
        for (key, value) in expected {
          let seen = try dictionary.get(key)
          #expect(seen == value, "the last value for \(key) should stay; \(random)")
        }
        let contents = try dictionary.contents
        #expect(contents == expected, "nothing else should be in it; \(random)")
      }
    }

    @Test("What it begins with is there, and what was never set is nil")
    func firstValues() throws {
      var random = Seeded()
      let value = Int.random(in: 1...1000, using: &random)
      try withManager { manager in
        let dictionary = try manager.dictionary([7: [value]])
        let known = try dictionary.get(7)
        let unknown = try dictionary.get(8)
        let again = try dictionary.get(7)
        #expect(known == [value], "it was made with a value for 7; \(random)")
        #expect(unknown == nil, "there is no value for 8, which is no error")
        #expect(again == [value], "to get a value must not take it away; \(random)")
      }
    }

    @Test("remove returns the value, and takes it away")
    func remove() throws {
      var random = Seeded()
      let value = word(&random)
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": value, "b": "stays"])
        let removed = try dictionary.remove("a")
        let contents = try dictionary.contents
        #expect(removed == value, "remove should return what was there; \(random)")
        #expect(contents == ["b": "stays"], "a is removed, and b is not; \(random)")
      }
    }

    @Test("To remove what is not there throws, and the server goes on")
    func removeNothing() throws {
      var random = Seeded()
      let key = word(&random)
      try withManager { manager in
        let dictionary = try manager.dictionary(["there is": 1])
        let expected = RemoteObjectError.noSuchKey(key)
        #expect(
          throws: ManagerError.failed(type: "RemoteObjectError", message: "\(expected)"),
          "nothing is there to be removed: an error, as KeyError in Python; \(random)"
        ) { try dictionary.remove(key) }
        let contents = try #require(
          try? dictionary.contents,
          "the server has ended: an error must come back as a reply, a trap ends all objects")
        #expect(contents == ["there is": 1], "nothing was removed; \(random)")
      }
    }

    @Test("A value that was removed can be set again")
    func setAgain() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": 1])
        try dictionary.remove("a")
        let between = try dictionary.get("a")
        try dictionary.set("a", to: 2)
        let after = try dictionary.get("a")
        #expect(between == nil, "it was removed")
        #expect(after == 2, "it was set again")
      }
    }

    @Test("A copy of a handle is the same dictionary, another dictionary is not")
    func handles() throws {
      var random = Seeded()
      let value = Int.random(in: 1...1000, using: &random)
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": 0])
        let other = try manager.dictionary(["a": 0])
        let copy = dictionary
        try copy.set("a", to: value)
        let seen = try dictionary.get("a")
        let apart = try other.get("a")
        #expect(seen == value, "a copied handle leads to the same dictionary; \(random)")
        #expect(apart == 0, "the other dictionary has its own values; \(random)")
      }
    }

    @Test("Each call is one request")
    func oneRequest() throws {
      for call in calls {
        let (requests, isOver, _) = try refused(call)
        #expect(isOver, "`\(call)` should return when its request is answered")
        #expect(
          requests == 1,
          """
          \(requests) requests for one `\(call)`: between two of them, another process can change the \
          value, or remove the key, and both would get it
          """)
      }
    }

    @Test("What remove returns is the answer to its request, and not what was there before")
    func removedValue() throws {
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let link = ServerLink(control: here, idle: [here])
      let dictionary = RemoteDictionary(
        object: RemoteObject<DictionaryState<String, Int>>(link: link, number: 1))
      let remove = try Observed { Result { try dictionary.remove("a") } }
      // The server's part, which is done here.
      _ = try there.receive(Envelope.self)
      try there.send(Reply<Int>.result(5))
      let isMore = try there.poll(timeout: .seconds(remove.isDoneSoon() ? 0 : 2))
      there.close()
      let result = try remove.value(orElse: "remove doesn't return")
      #expect(
        try !isMore && result.get() == 5,
        """
        the server removed a 5, and remove gave \(result)\(isMore ? ", after a second request" : ""): if \
        it asks for the value first, another process can set one in between
        """)
    }

    @Test("To get a value is no change")
    func getChangesNothing() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary(["a": 1, "b": 2])
        let before = try ["a", "b", "c"].map { try dictionary.object.perform(StampOf(key: $0)) }
        for key in ["a", "c"] { _ = try dictionary.get(key) }
        let after = try ["a", "b", "c"].map { try dictionary.object.perform(StampOf(key: $0)) }
        #expect(
          before == after,
          """
          values were got, and their stamps, which tell one change from another, went from \(before) \
          to \(after): whoever saw a value before takes it for changed
          """)
      }
    }

    @Test("Keys that look alike are still different keys")
    func alike() throws {
      try withManager { manager in
        let dictionary = try manager.dictionary([Alike(number: 1): "one", Alike(number: 2): "two"])
        let value = try dictionary.remove(Alike(number: 1))
        let contents = try dictionary.contents
        #expect(
          value == "one" && contents == [Alike(number: 2): "two"],
          """
          of two keys with the same text, "?", one was removed, and \(contents.count) of 1 is left: keys \
          are equal by `==`, not by how they print
          """)
      }
    }

    @Test("What the server could not do is thrown, by each call")
    func failures() throws {
      for call in calls {
        let error = try refused(call).error
        let seen = error.map { "\($0)" } ?? "nothing"
        #expect(
          error as? ManagerError == refusal,
          "the server reported a failure, and `\(call)` should throw it; it threw: \(seen)")
      }
    }

    private var calls: [String] { ["get", "set", "remove"] }

    /// What a call does if the server, whose part is done here, answers by a failure.
    private func refused(
      _ call: String
    ) throws -> (requests: Int, isOver: Bool, error: (any Error)?) {
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let link = ServerLink(control: here, idle: [here])
      let dictionary = RemoteDictionary(
        object: RemoteObject<DictionaryState<String, Int>>(link: link, number: 1))
      return try outcome(at: there) {
        switch call {
        case "get": _ = try dictionary.get("a")
        case "set": try dictionary.set("a", to: 1)
        default: try dictionary.remove("a")
        }
      }
    }
  }
}

/// Asks for the stamp of a key.
struct StampOf: RemoteOperation {
  let key: String

  func run(on state: inout DictionaryState<String, Int>) -> Int { state.stamp(of: key) }
}

/// A key that always prints as "?".
struct Alike: Hashable, Codable, Sendable, CustomStringConvertible {
  let number: Int
  var description: String { "?" }
}

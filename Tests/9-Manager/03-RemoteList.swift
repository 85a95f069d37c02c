import Grading
import Groundwork
import Testing

extension `9-Manager` {
  @Suite(.exercise("9.3")) struct `03-RemoteList` {
    @Test("Each call is one request")
    func oneRequest() throws {
      for call in calls {
        let (requests, isOver, _) = try refused(call)
        #expect(isOver, "`\(call)` should return when its request is answered")
        #expect(
          requests == 1,
          "\(requests) requests for one `\(call)`: what others do in between would be counted, or lost"
        )
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

    @Test("append returns the number that came with its own request")
    func oneReply() throws {
      var random = Seeded()
      let count = Int.random(in: 2...1_000_000, using: &random)
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let link = ServerLink(control: here, idle: [here])
      let list = RemoteList(object: RemoteObject<[Int]>(link: link, number: 1))
      try there.send(Reply<Int>.result(count))
      let append = try Observed { try list.append(1) }
      let seen = try append.value(
        orElse: """
          the append was answered, and `append` asks once more: between two requests others append, \
          so of two at once nobody might be told that it was first; \(random)
          """)
      #expect(seen == count, "the server said \(count); \(random)")
    }

    private var calls: [String] { ["append", "get", "set"] }

    /// What a call does if the server, whose part is done here, answers by a failure.
    private func refused(
      _ call: String
    ) throws -> (requests: Int, isOver: Bool, error: (any Error)?) {
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let link = ServerLink(control: here, idle: [here])
      let list = RemoteList(object: RemoteObject<[Int]>(link: link, number: 1))
      return try outcome(at: there) {
        switch call {
        case "append": try list.append(1)
        case "get": _ = try list.get(at: 0)
        default: try list.set(at: 0, to: 1)
        }
      }
    }

    @Test("append puts an element at the end, and returns how many there are")
    func append() throws {
      var random = Seeded()
      try withManager { manager in
        let first = (0..<Int.random(in: 0...3, using: &random)).map { _ in word(&random) }
        let list = try manager.list(first)
        var expected = first
        for number in 0..<10 {
          let element = "\(number) \(word(&random))"
          let count = try list.append(element)
          expected.append(element)
          #expect(count == expected.count, "that many are in the list now; \(random)")
        }
        let contents = try list.contents
        #expect(contents == expected, "all elements, in the order of their coming; \(random)")
      }
    }

    @Test("get returns the element at an index, and set replaces it")
    func getAndSet() throws {
      var random = Seeded()
      try withManager { manager in
        var expected = (0..<10).map { _ in Int.random(in: 0..<1000, using: &random) }
        let list = try manager.list(expected)
        for _ in 0..<20 {
          let index = Int.random(in: expected.indices, using: &random)
          let seen = try list.get(at: index)
          #expect(seen == expected[index], "the element at \(index); \(random)")
          expected[index] = Int.random(in: 0..<1000, using: &random)
          try list.set(at: index, to: expected[index])
        }
        let contents = try list.contents
        #expect(contents == expected, "each was replaced, none added or moved; \(random)")
      }
    }

    @Test("An index that is out of range throws, and the server goes on")
    func outOfRange() throws {
      var random = Seeded()
      try expectRefusals(count: Int.random(in: 1...5, using: &random), &random)
      try expectRefusals(count: 0, &random)
    }

    private func expectRefusals(count: Int, _ random: inout Seeded) throws {
      let elements = Array(repeating: 7, count: count)
      try withManager { manager in
        let list = try manager.list(elements)
        for index in [count, -1, count + 1, Int.max, Int.min, -count - 1] {
          let problem = RemoteObjectError.indexOutOfRange(index, count: count)
          let expected = ManagerError.failed(type: "RemoteObjectError", message: "\(problem)")
          #expect(
            throws: expected, "get(at: \(index)) of a list with \(count) elements; \(random)"
          ) { _ = try list.get(at: index) }
          #expect(
            throws: expected, "set(at: \(index)) of a list with \(count) elements; \(random)"
          ) { try list.set(at: index, to: 0) }
        }
        let contents = try #require(
          try? list.contents,
          """
          the server has ended, and everybody's objects with it: an array traps if an index is out \
          of range, so look before; \(random)
          """)
        #expect(contents == elements, "nothing was changed; \(random)")
        // The same operations, without RemoteList.
        let array = try manager.array(elements)
        let problem = RemoteObjectError.indexOutOfRange(count, count: count)
        let expected = ManagerError.failed(type: "RemoteObjectError", message: "\(problem)")
        let message = "a RemoteArray uses GetElement and SetElement, too: they have to look"
        #expect(throws: expected, "\(message); \(random)") { _ = try array.get(at: count) }
        #expect(throws: expected, "\(message); \(random)") { try array.set(at: count, to: 0) }
      }
    }

    @Test("Elements may be of any Codable type")
    func nested() throws {
      try withManager { manager in
        let list = try manager.list([["a": [1, 2]], [:]])
        try list.append(["b": []])
        try list.set(at: 1, to: ["c": [3]])
        let contents = try list.contents
        #expect(contents == [["a": [1, 2]], ["c": [3]], ["b": []]])
      }
    }
  }
}

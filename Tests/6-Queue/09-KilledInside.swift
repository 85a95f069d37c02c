import Grading
import Groundwork
import Testing

extension `6-Queue` {
  @Suite(.exercise("6.9")) struct `09-KilledInside` {
    @Test("Several items are put at once, in order, after those that are there")
    func inOrder() throws {
      var random = Seeded()
      let queue = try SharedQueue<String>.withoutSlices(capacity: 20)
      var expected: [String] = []
      for _ in 0..<15 {
        let words = randomWords(.random(in: 2...9, using: &random), using: &random)
        while expected.count + words.count > 20 {
          #expect(try queue.get() == expected.removeFirst(), "first put, first got; \(random)")
        }
        try Observed { try queue.put(contentsOf: words) }.value(
          orElse: "there is room for \(words.count) items, and it waits; \(random)")
        expected += words
        try queue.require(expected.count, "\(words.count) items were put at once; \(random)")
      }
      let rest = try expected.map { _ in try queue.get() }
      #expect(rest == expected, "the items of each put, in order; \(random)")
    }

    @Test("No items are put at once, also when there is no room")
    func none() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 2)
      for number in 0..<3 {
        let put = try Observed { try queue.put(contentsOf: []) }
        try put.value(orElse: "there is nothing to put, and it waits for room")
        try queue.require(number, "nothing was put")
        if number < 2 { try queue.put(number) }
      }
    }

    @Test("append goes by the capacity that it is given, not by that of the queue")
    func capacity() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      let added = [[[1], [2], [3]], [[4], [5]], [[6]]].map {
        queue.storage.append($0, capacity: 2)
      }
      #expect(
        added == [false, true, false],
        "three items, two, and then one more, and room for two: append(_:capacity:) said \(added)")
      try queue.require(2, "there was room for two")
    }

    @Test("All the room can be used, and it waits until there is room for all")
    func waits() throws {
      var random = Seeded()
      let capacity = Int.random(in: 2...4, using: &random)
      let queue = try SharedQueue<Int>.withoutSlices(capacity: capacity)
      let full = try Observed { try queue.put(contentsOf: Array(0..<capacity)) }
      try full.value(
        orElse: "the queue is empty, and there is room for \(capacity) items; \(random)")
      try queue.require(capacity, "as many as there is room for")
      let put = try Observed { try queue.put(contentsOf: Array(capacity..<2 * capacity)) }
      var activities: [Observed<Void>.Activity] = []
      for number in 0..<capacity {
        activities.append(try put.settled())
        if number == 0 {
          let polls = try put.polls()
          #expect(!polls, "there is no room for all, and it looks again and again: it should sleep")
        }
        try queue.require(
          capacity - number, "there is no room for all \(capacity), so none may be put yet")
        let got = try queue.get()
        #expect(got == number, "first put, first got")
      }
      try put.value(orElse: "there is room for all, and it sleeps on")
      #expect(
        activities.allSatisfy { $0 == .asleep }, "there is no room for all: it should sleep")
      try queue.require(capacity, "all were put, when there was room for all")
      let rest = try (0..<capacity).map { _ in try queue.get() }
      #expect(rest == Array(capacity..<2 * capacity), "all of them, in order")
    }

    @Test("Also where it is the bytes that don't fit, none of them is put until all do")
    func bytes() throws {
      let queue = try SharedQueue<[UInt8]>.withoutSlices(capacity: 9, byteCapacity: 1_000)
      let items = (0..<3).map { [UInt8](repeating: $0, count: 250) }
      try queue.put([UInt8](repeating: 9, count: 400))
      let put = try Observed { try queue.put(contentsOf: items) }
      let activity = try put.settled()
      try queue.require(1, "two of the three fit beside the one that is there: so none is put yet")
      _ = try queue.get()
      try put.value(orElse: "the queue is empty, and all three fit")
      #expect(activity == .asleep, "there is no room for all three: it should sleep")
      try queue.require(3, "all were put, when there was room for all")
      let got = try items.map { _ in try queue.get() }
      #expect(got == items, "all of them, in order")
    }

    @Test("As many bytes as the queue can hold are put at once")
    func allBytes() throws {
      let items = (0..<3).map { [UInt8](repeating: $0, count: 200) }
      let byteCount = try items.reduce(0) { try $0 + WireEncoder().encode($1).count }
      let queue = try SharedQueue<[UInt8]>.withoutSlices(capacity: 3, byteCapacity: byteCount)
      let put = try Observed { try queue.put(contentsOf: items) }
      try put.value(
        orElse: "the queue is empty, has room for \(byteCount) bytes, and waits with as many")
      let got = try items.map { _ in try queue.get() }
      #expect(got == items, "all of them, in order")
    }

    @Test("More than the queue can ever hold is refused, and nothing was put")
    func tooMany() throws {
      var random = Seeded()
      let capacity = Int.random(in: 2...5, using: &random)
      let queue = try SharedQueue<[UInt8]>.withoutSlices(capacity: capacity, byteCapacity: 1_000)
      let count = capacity + Int.random(in: 1...5, using: &random)
      let put = try Observed {
        try queue.put(contentsOf: Array(repeating: [1], count: count))
      }
      #expect(
        throws: QueueError.tooMany(count, capacity: capacity),
        "there will never be room for \(count) items at once; \(random)"
      ) {
        try put.value(orElse: "\(count) items wait for room for \(capacity), for ever; \(random)")
      }
      let large = try Observed {
        try queue.put(contentsOf: Array(repeating: [UInt8](repeating: 1, count: 600), count: 2))
      }
      let error = #expect(throws: QueueError.self, "2 x 600 bytes never fit into 1,000") {
        try large.value(orElse: "2 x 600 bytes wait for room in 1,000, for ever")
      }
      guard case .tooLarge(1_200..., limit: 1_000) = error else {
        Issue.record(
          "2 x 600 bytes never fit into 1,000, and it throws \(String(describing: error))")
        return
      }
      try queue.require(0, "nothing was put; \(random)")
    }

    @Test("If one of them can't be encoded, none is put")
    func notEncodable() throws {
      var random = Seeded()
      let queue = try SharedQueue<Stubborn>.withoutSlices(capacity: 9)
      let bad = Int.random(in: 0...4, using: &random)
      #expect(throws: Stubborn.Trouble.encoding(bad), "the caller must know; \(random)") {
        try queue.put(
          contentsOf: (0..<5).map { Stubborn(number: $0, cantBeEncoded: $0 == bad) })
      }
      try queue.require(0, "item \(bad) can't be encoded, so none is put; \(random)")
      try queue.put(contentsOf: [Stubborn(number: 1), Stubborn(number: 2)])
      #expect(try queue.get().number == 1, "the queue works as before; \(random)")
    }

    @Test("A closed queue takes none of them")
    func closed() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 3)
      try queue.put(1)
      let put = try Observed { try Waiter.end { try queue.put(contentsOf: [2, 3, 4]) } }
      let activity = try put.settled()
      queue.closeAnyway()
      let end = try put.value(orElse: "the queue is closed, and it waits for room")
      #expect(activity == .asleep, "there is no room for all: it should sleep")
      #expect(end == .closed, "it waited for room, and the queue was closed")
      try queue.require(1, "none of them was put")
    }

    @Test("Two who wait for items both get one")
    func wakes() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      let gets = try (0..<2).map { _ in try Observed { try queue.get() } }
      for get in gets { _ = try get.settled() }
      try queue.put(contentsOf: [1, 2])
      let got = try gets.map {
        try $0.value(orElse: "two items were put at once, and one of two who wait sleeps on")
      }
      #expect(got.sorted() == [1, 2], "one for each")
    }

    @Test("Nobody ever sees some of them without the others")
    func seen() throws {
      let count = try StepControl.parkingAtEachStep { steps, step in
        let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
        try queue.put(contentsOf: [1])
        let put = try steps.directs { try queue.put(contentsOf: [2, 3, 4]) }
        _ = try steps.waitUntilParked()
        let numbers = queue.numbers
        steps.resume()
        try put.value(orElse: "put(contentsOf:) doesn't return")
        #expect(
          [1, 4].contains(numbers.put),
          """
          stopped before step \(step) of \(steps.trace.prefix(20)), some of three items are there, \
          and the others are not: \(numbers). One store, the last, must make all of them visible
          """)
      }
      #expect(
        count >= 5, "it takes the lock, writes three items and one number, gives the lock back")
    }

    @Test("Killed at any step, it has put all or none, and harms nobody")
    func killed() throws {
      var random = Seeded()
      var counts: Set<Int> = []
      let count = try StepControl.killingAtEachStep { steps, step in
        let queue = try SharedQueue<String>(
          capacity: 6, byteCapacity: 40_000, slice: .milliseconds(2))
        let words = randomWords(3, using: &random)
        try queue.put("first")
        let end = try TestChild(PuttingAll(items: words, queue: queue, steps: steps))
          .ended(orElse: "put(contentsOf:) doesn't return")
        #expect(
          end == (steps.stepCount > step ? .signaled(SIGKILL) : .exited(0)), "step \(step): \(end)")
        let seen = Int(queue.numbers.put) - 1
        counts.insert(seen)
        let place = "killed before step \(step) of \(steps.trace.prefix(20)); \(random)"
        #expect([0, 3].contains(seen), "\(seen) of three items are there: \(place)")
        // The others go on, and what is left of the killed one is overwritten.
        let others = try Observed {
          try queue.put(contentsOf: ["a", "b"])
          return try (0..<seen + 3).map { _ in try queue.get() }
        }
        let got = try others.value(orElse: "the others can't go on: \(place)")
        #expect(
          got == ["first"] + words.prefix(seen) + ["a", "b"], "an item is lost or damaged: \(place)"
        )
      }
      #expect(
        count >= 5, "it takes the lock, writes three items and one number, gives the lock back")
      #expect(counts == [0, 3], "killed early it has put none, and killed late all")
    }
  }
}

/// A child that puts items all at once.
struct PuttingAll: ProcessTarget {
  let items: [String]
  let queue: SharedQueue<String>
  let steps: StepControl

  func run() throws {
    steps.install()
    try queue.put(contentsOf: items)
    steps.uninstall()
  }
}

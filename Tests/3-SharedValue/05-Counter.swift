import Grading
import Groundwork
import Testing

extension `3-SharedValue` {
  @Suite(.exercise("3.5")) struct `05-Counter` {
    @Test("It begins with its number, and adds to it")
    func adds() throws {
      var random = Seeded()
      let numbers = (0..<3).map { _ in Int.random(in: -1 << 40...1 << 40, using: &random) }
      let counter = try SharedCounter(numbers[0])
      let first = counter.value
      let sums = [counter.add(numbers[1]), counter.add(numbers[2])]
      let last = counter.value
      #expect(first == numbers[0], "the counter was made with \(numbers[0]); \(random)")
      let expected = [numbers[0] + numbers[1], numbers[0] + numbers[1] + numbers[2]]
      #expect(sums == expected, "add should return the sum that it made; \(random)")
      #expect(last == expected[1], "\(numbers[1]) and \(numbers[2]) were added; \(random)")
    }

    @Test("Without a number it begins with 0")
    func zero() throws {
      let value = try SharedCounter().value
      #expect(value == 0, "without a number, it should begin with 0, not \(value)")
      for number in [-1, .min, .max] {
        let seen = try SharedCounter(number).value
        #expect(seen == number, "it began with \(number), and is \(seen): use all of the 64 bits")
      }
    }

    @Test("Many processes add, and nothing is lost")
    func nothingLost() throws {
      let (children, count) = (4, 5000)
      let counter = try SharedCounter()
      let sums = try SharedMemory(byteCount: children * count)
      let meeting = try Meeting()
      defer { meeting.close() }
      let adders = try (0..<children).map { _ in
        try TestChild(
          AddsOften(
            counter: counter, count: count, sums: sums, arrivals: meeting.arrivals.writer,
            gate: meeting.gate.reader))
      }
      for _ in adders { _ = try meeting.arrival() }
      meeting.letAllGo()
      for adder in adders { try adder.mustEnd() }
      let total = counter.value
      let missing = (0..<children * count).filter { sums.load(at: $0, as: UInt8.self) == 0 }.count
      #expect(
        total == children * count,
        "\(children) processes have each added 1 \(count) times: additions were lost")
      #expect(
        missing == 0,
        "\(missing) sums were returned by no addition: each should return what it made itself")
    }

    @Test("A copy of the handle, here and in a child, is the same counter")
    func handles() throws {
      var random = Seeded()
      let amount = Int.random(in: 2...9999, using: &random)
      let counter = try SharedCounter(1)
      let copy = counter
      let sum = try SharedMemory(byteCount: 8)
      try TestChild(AddsOnce(counter: copy, amount: amount, sum: sum)).mustEnd()
      copy.add(amount)
      let seen = counter.value
      #expect(sum.load(at: 0, as: Int.self) == 1 + amount, "the child's sum; \(random)")
      #expect(seen == 1 + 2 * amount, "a child and a copy have added \(amount) each; \(random)")
    }

    @Test("A sum that is no Int ends that process, and leaves the counter as it was")
    func overflow() throws {
      setenv("SWIFT_BACKTRACE", "enable=no", 1)
      for (number, amount) in [(Int.max, 1), (.min, -1), (.max - 5, .max)] {
        let counter = try SharedCounter(number)
        let sum = try SharedMemory(byteCount: 8)
        let (end, _) = try lastWords(of: AddsOnce(counter: counter, amount: amount, sum: sum))
        let after = counter.value
        #expect(
          end.isSignal,
          "\(amount) was added to \(number): + traps then, and so should add. The child \(end)")
        #expect(after == number, "the counter should not have changed")
      }
    }

    #if DEBUG
    @Test("An addition that comes between two steps is not lost")
    func between() throws {
      let steps = try StepControl.parkingAtEachStep { steps, step in
        let counter = try SharedCounter(100)
        let memory = try SharedMemory(byteCount: 8)
        steps.park(.step(step))
        let child = try TestChild(
          AddsOnce(counter: counter, amount: 3, sum: memory, steps: steps))
        let parked = try steps.parked(
          orElse: "the child's add should come to its step \(step), or end")
        guard parked != nil else { return try child.mustEnd() }
        let own = try Observed { counter.add(10) }
          .value(
            orElse: "add waits for another process, which is stopped in the middle of its add")
        steps.resume()
        try #require(
          try child.ended(orElse: "add goes on and on after another process was faster")
            == .exited(0))
        let (sum, total) = (memory.load(at: 0, as: Int.self), counter.value)
        #expect(
          total == 113,
          """
          a child was stopped before step \(step) of its add(3); then add(10) was called here, and \
          the child went on. 100 + 3 + 10 are 113: one of the two is lost
          """)
        #expect(
          own == 110 && sum == 113 || own == 113 && sum == 103,
          """
          the two additions returned \(own) and \(sum): whichever was first has 100 added to its \
          amount, and the other one 113
          """)
      }
      #expect(steps > 0, "add should use the shared word")
    }

    @Test("However often others are faster, it tries again")
    func retries() throws {
      var random = Seeded()
      let times = Int.random(in: 120...130, using: &random)
      let counter = try SharedCounter()
      let steps = try StepControl()
      // A shared word changes in one step here, so that every addition passes there.
      steps.park(.before(.compareExchange))
      let adder = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return counter.add(1)
      }
      for round in 0..<times {
        let parked = try steps.parked(
          orElse:
            "add should come to a compareExchange for the time \(round + 1), or end; \(random)")
        #expect(
          parked != nil,
          """
          add(1) gave up after \(round) tries: each time, another addition came between its load \
          and its compareExchange, which fails then. It must go on until it succeeds; \(random)
          """)
        guard parked != nil else { break }
        _ = counter.add(1000)
        if round + 1 < times { steps.park(.before(.compareExchange)) }
        steps.resume()
      }
      let sum = try adder.value(orElse: "add goes on and on after others were faster")
      #expect(sum == times * 1000 + 1, "\(random)")
    }
    #endif
  }
}

import Grading
import Groundwork
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.4")) struct `04-ShareNumbers` {
    @Test("The target doubles the shared numbers, and stores their sum")
    func doubles() throws {
      var random = Seeded()
      let numbers = random.different(4, in: 1...999_999)
      let shared = try SharedArray(numbers)
      let sum = try SharedValue(-1)
      let child = try TestChild(DoubleNumbers(shared, sum: sum))
      let end = try child.ended(orElse: "DoubleNumbers doesn't come to an end; \(random)")
      let doubled = Array(shared)
      let stored = sum.value
      #expect(end == .exited(0), "the target should return")
      #expect(
        doubled == numbers.map { 2 * $0 },
        """
        a child doubled \(numbers), and this is what the test sees in the shared array: write each \
        double into the array itself, not into a copy; \(random)
        """)
      #expect(
        stored == numbers.reduce(0) { $0 + 2 * $1 },
        "the sum of the doubled numbers should be in `sum`; \(random)")
    }

    @Test("The target stores the sum in the plain variable, too")
    func plain() throws {
      var random = Seeded()
      let numbers = random.different(3, in: 1...999_999)
      // In this process, so that the test can see it.
      DoubleNumbers(try SharedArray(numbers), sum: try SharedValue(0)).run()
      let seen = plainSum
      plainSum = 0
      #expect(
        seen == numbers.reduce(0) { $0 + 2 * $1 },
        "run() was called in the test's own process here: it should set plainSum; \(random)")
    }

    @Test("What the child has changed is seen here, but for the plain variable")
    func seen() throws {
      var random = Seeded()
      let numbers = random.different(4, in: 1...999_999)
      let plain = Int.random(in: 1...999_999, using: &random)
      plainSum = plain
      let starts = Starts()
      let run = try Observed { try doubleInChild(numbers) }
      let result = try run.value(orElse: "doubleInChild doesn't return; \(random)")
      let isLeft = hasChildren()
      let now = plainSum
      plainSum = 0
      #expect(
        starts.count == 1, "\(starts.count) children were started, and one should do it; \(random)")
      #expect(!isLeft, "the function has returned, and the child is still there: join it")
      #expect(
        result.numbers == numbers.map { 2 * $0 },
        "a child should double \(numbers), and this process should see it: is it joined?; \(random)"
      )
      #expect(
        result.sum == numbers.reduce(0) { $0 + 2 * $1 },
        "the sum comes through the shared value, and is there when the child has ended; \(random)")
      #expect(
        now == plain,
        """
        plainSum was \(plain) here, and only the child should set it: its own, which nobody else \
        sees; \(random)
        """)
      #expect(
        result.plainSum == plain, "return plainSum as it is here, \(plain); \(random)")
    }

    @Test("It waits until the child has ended")
    func waits() throws {
      var random = Seeded()
      let numbers = random.different(4, in: 1...999_999)
      // The child is stopped, so whoever looks now finds the numbers as they were.
      let performance = try Performance(isHeld: true) { try doubleInChild(numbers) }
      let activity = try performance.settled(with: 1)
      let isHeld = performance.starts.areHeld
      let sum = try performance.end().value.sum
      let isLeft = hasChildren()
      #expect(
        activity == .asleep || !isHeld,
        "the child was not done, and the function didn't wait: it was \(activity). Join the child")
      #expect(
        sum == numbers.reduce(0) { $0 + 2 * $1 } || !isHeld,
        "look at the numbers when the child has ended: join comes before; \(random)")
      #expect(!isLeft, "the function has returned, and the child is still there: join it")
    }

    @Test("No numbers have the sum 0")
    func empty() throws {
      let run = try Observed { try doubleInChild([]) }
      let result = try run.value(orElse: "doubleInChild doesn't return")
      #expect(result.numbers == [], "there was nothing to double")
      #expect(result.sum == 0, "the sum of no numbers is 0")
    }
  }
}

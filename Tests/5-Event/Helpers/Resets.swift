import Grading
import Groundwork
import Testing

// Tests of 5.6, beside those in 06-Barrier.swift.

// MARK: - Reset

extension `5-Event`.`06-Barrier` {
  @Test("After a reset, a broken barrier can be used again")
  func reset() throws {
    var random = Seeded()
    let barrier = try SharedBarrier.random(parties: 2, using: &random)
    let fresh = barrier.isBroken
    barrier.breakNow()
    let broken = barrier.isBroken
    barrier.reset()
    let after = barrier.isBroken
    let (waits, areAsleep) = try barrier.waiting(1)
    let last = try Observed { try barrier.pass() }
    let problem = "both have come after the reset, and one still waits; \(random)"
    let passages = try (waits + [last]).map { try $0.value(orElse: problem) }
    #expect(
      [fresh, broken, after] == [false, true, false],
      "isBroken before, while it was broken, and after the reset; \(random)")
    #expect(areAsleep, "after a reset one of two has come, and must wait; \(random)")
    #expect(
      passages.sorted() == [.passed(0), .passed(1)],
      "both came after the reset, and got \(passages); \(random)")
  }

  @Test("A reset lets go who waits, with the error")
  func resetWhileWaiting() throws {
    var random = Seeded()
    let barrier = try SharedBarrier.random(parties: 4, using: &random)
    let (waits, areAsleep) = try barrier.waiting(3)
    barrier.reset()
    let passages = try waits.map {
      try $0.value(orElse: "the barrier was reset, and a party waits for ever; \(random)")
    }
    let isBroken = barrier.isBroken
    let (next, nextAreAsleep) = try barrier.waiting(3)
    let last = try barrier.pass(timeout: .seconds(600))
    let problem = "all four have come after the reset, and one still waits; \(random)"
    let then = try next.map { try $0.value(orElse: problem) } + [last]
    #expect(areAsleep, "three of four parties should wait; \(random)")
    #expect(
      passages == [.broken, .broken, .broken],
      "the round came to nothing: all should get the error, not \(passages); \(random)")
    #expect(!isBroken, "a reset makes the barrier ready; \(random)")
    #expect(
      nextAreAsleep && then.sorted() == (0..<4).map { .passed($0) },
      "after the reset four came, and got \(then); \(random)")
  }

  @Test("After a reset the barrier is not broken, whatever a party did meanwhile", .holds(.order))
  func resetMeetsTimeout() throws {
    var random = Seeded()
    for isBroken in [false, true] {
      try StepControl.parkingAtEachStep { steps, step in
        let barrier = try SharedBarrier.random(parties: 2, using: &random)
        let start = barrier.round
        let reset = try Observed {
          steps.install()
          barrier.reset()
          steps.uninstall()
        }
        _ = try steps.parked(orElse: "reset should never wait", random)
        // What is broken after the reset has done its work stays so.
        let isOver = barrier.round != start
        if isBroken { barrier.breakNow() } else { barrier.end(start, by: start.completed) }
        steps.resume()
        try reset.value(orElse: "reset doesn't return: it should never wait; \(random)")
        #expect(
          isOver || !barrier.isBroken,
          """
          reset was stopped before its step \(step) of \(steps.trace), and a party \
          \(isBroken ? "whose time was over broke" : "completed") the round. Then reset went on, and \
          when it returned, the barrier was broken: end(_:by:) changes nothing if the round is another \
          one by then. Look again; \(random)
          """)
      }
    }
  }

  @Test("Nobody is taken for one who came 1,024 rounds ago", .holds(.extremes))
  func emptiesPlaces() throws {
    var random = Seeded()
    let barrier = try SharedBarrier.random(parties: 2, using: &random)
    // This thread comes, and goes away at the reset.
    let index = try barrier.arrive().index
    for _ in 0..<1_024 { barrier.reset() }
    let (waits, areAsleep) = try barrier.waiting(1)
    #expect(index == 0, "the first to come takes the first place")
    try #require(
      areAsleep,
      """
      one of two parties has come, and passed: the place of one who came 1,024 rounds ago seems to be \
      taken, as only ten bits of the round are in it. reset must empty the places; \(random)
      """)
    let last = try barrier.pass(timeout: .seconds(600))
    let first = try waits[0].value(orElse: "both have come, and one still waits; \(random)")
    #expect(
      [first, last].sorted() == [.passed(0), .passed(1)],
      "both have come, and got \(first) and \(last); \(random)")
  }
}

import Grading
import Groundwork
import Testing

// Tests of 5.6, beside those in 06-Barrier.swift.

// MARK: - The dead

extension `5-Event`.`06-Barrier` {
  @Test("A party that is killed while it waits breaks the barrier, reaped or not", .holds(.death))
  func killed() throws {
    var random = Seeded()
    for isReaped in [false, true] {
      let barrier = try SharedBarrier.random(parties: 3, using: &random)
      let steps = try StepControl()
      steps.park(.before(.wait))
      let child = try TestChild(Guest(barrier: barrier, steps: steps))
      let step = try steps.parked(orElse: "a party should sleep until all have come", random)
      let (waits, areAsleep) = try barrier.waiting(1)
      // After some slices, in which all lived.
      if areAsleep { _ = try waits[0].settled(after: waits[0].switches + 2) }
      child.send(SIGKILL)
      waitForEnd(of: child.pid)
      if isReaped { child.kill() }
      let passage = try waits[0].value(
        orElse: """
          a party that had come was killed (\(isReaped ? "and reaped" : "and is a zombie")), and \
          another one waits for ever: the dead don't pass. Look after each slice of a sleep, and not \
          after the first alone, whether someone has died; \(random)
          """)
      child.kill()
      #expect(step != nil && areAsleep, "two of three parties should wait; \(random)")
      #expect(passage == .broken, "a party that had come was killed; \(random)")
      #expect(barrier.isBroken, "a party was killed while it waited; \(random)")
    }
  }

  @Test("If the last party is killed right after it came, the others pass", .holds(.death))
  func lastIsKilled() throws {
    var random = Seeded()
    let barrier = try SharedBarrier.random(parties: 2, using: &random)
    let (waits, areAsleep) = try barrier.waiting(1)
    let steps = try StepControl()
    // It takes its place by this step, and looks at the round again after it.
    steps.park(.before(.compareExchange))
    let child = try TestChild(Guest(barrier: barrier, steps: steps))
    let step = try steps.parked(orElse: "the last party should take its place", random)
    steps.kill(.before(.load))
    steps.resume()
    let end = try child.ended(orElse: "the last party should look at the round; \(random)")
    let arrivals = barrier.arrivals
    let passage = try waits[0].value(
      orElse: """
        both have come; the last one was killed before it could end the round, and the other one waits \
        for ever: each party looks whether all have come; \(random)
        """)
    #expect(
      areAsleep && step != nil && end == .signaled(SIGKILL), "the test's child should be killed")
    #expect(
      passage == .passed(0) || passage == .passed(1),
      """
      both had come (\(arrivals) places are taken), then the last one was killed, and the other one got \
      \(passage): once all have come, the round is completed. Look for that first, and for the dead \
      then; \(random)
      """)
  }

  @Test("A party that is only stopped is waited for", .holds(.signals))
  func stopped() throws {
    var random = Seeded()
    let barrier = try SharedBarrier.random(parties: 3, using: &random)
    let steps = try StepControl()
    steps.park(.before(.wait))
    let child = try TestChild(Guest(barrier: barrier, steps: steps))
    let step = try steps.parked(orElse: "a party should sleep until all have come", random)
    child.send(SIGSTOP)
    let (waits, _) = try barrier.waiting(1)
    // After some slices.
    let activity = try waits[0].settled(after: waits[0].switches + 2)
    steps.resume()
    child.send(SIGCONT)
    let last = try barrier.pass(timeout: .seconds(600))
    let problem = "all three parties have come, and one still waits; \(random)"
    let first = try waits[0].value(orElse: problem)
    let end = try child.ended(orElse: problem)
    #expect(step != nil, "the first of three parties should wait; \(random)")
    #expect(
      activity == .asleep, "a party that is stopped lives, and may go on: wait for it; \(random)")
    #expect(
      last != .broken && first != .broken && end == .exited(0),
      "all three came, and got \(first) and \(last); \(random)")
  }
}

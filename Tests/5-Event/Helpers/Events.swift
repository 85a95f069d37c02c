import Grading
import Groundwork
import Synchronization
import Testing

// MARK: - Events without the exercises

extension SharedEvent {
  /// An event that was changed at random before; it is clear, or else set.
  ///
  /// - Parameters:
  ///   - isSet: Whether it is set.
  ///   - isAtTheEnd: Whether its count begins again at zero after the next set; nil for any.
  ///   - random: Where the numbers come from.
  /// - Returns: The event.
  /// - Throws: `SystemError`, if there is no memory.
  static func random(
    isSet: Bool = false, isAtTheEnd: Bool? = nil, using random: inout some RandomNumberGenerator
  ) throws -> SharedEvent {
    let event = try SharedEvent()
    let isHigh = isAtTheEnd ?? Bool.random(using: &random)
    let even = isHigh ? UInt32.max - 1 : UInt32.random(in: 0...1_000, using: &random) * 2
    event.changes.store(isSet ? even &+ 1 : even)
    return event
  }

  /// Sets a clear event, or clears one that is set, without exercise 5.1; so often.
  func change(times: UInt32 = 1) {
    changes.store(changes.load() &+ times)
    changes.wake()
  }
}

// MARK: - Waiting that is observed

/// Starts `count` threads that each do `work`, and waits until all are asleep.
///
/// - Returns: What they do; and whether all were asleep.
func asleep<Value: Sendable>(
  _ count: Int, _ work: @escaping @Sendable () throws -> Value
) throws -> (waits: [Observed<Value>], areAsleep: Bool) {
  let waits = try (0..<count).map { _ in try Observed(work) }
  return (waits, try waits.allSatisfy { try $0.settled() == .asleep })
}

extension Collection {
  /// How many of the waits are done, once `count` of them are; all that are done in the end if fewer
  /// come so far.
  func finished<Value>(atLeast count: Int) throws -> Int
  where Element == Observed<Value> {
    let deadline = Deadline(after: .seconds(4))
    while self.count(where: \.hasFinished) < count, !deadline.hasPassed { sched_yield() }
    return self.count(where: \.hasFinished)
  }
}

/// Whether the work begins to sleep again and again after its `timeout`, though each sleep is over at
/// once for no reason.
func goesOn<Value>(_ work: Observed<Value>, after timeout: Duration, _ steps: StepControl) -> Bool {
  let patience = Deadline(after: .seconds(4))
  func wait(until isOver: () -> Bool) {
    while !isOver(), !work.hasFinished, !patience.hasPassed { sched_yield() }
  }
  // Its own deadline is made by now.
  wait { steps.trace.contains { $0.kind == .wait } }
  let time = Deadline(after: timeout)
  wait { time.hasPassed }
  let count = steps.stepCount
  wait { steps.stepCount >= count + 5_000 }
  return !work.hasFinished
}

/// How often the work goes to sleep while a thread that sleeps for 40 ms does so six times.
///
/// About three times, if it sleeps in slices of 100 ms, and a dozen times in slices of 20 ms; more often
/// if it polls.
func countWakeUps<Value>(of work: Observed<Value>) throws -> Int {
  let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
  let before = work.switches
  let clock = try Observed {
    // sleeps: it is the measure for what is graded
    for _ in 0..<6 { _ = word.wait(while: 0, until: Deadline(after: .milliseconds(40))) }
  }
  try clock.value(orElse: "a thread of the test did not end")
  return work.switches - before
}

/// Whether the last sleep of `work` is to end later than its timeout of 60 ms; how much later then.
///
/// Its first sleep is over after 40 ms, for no reason; what counts is the deadline of the others.
///
/// - Parameter work: What waits, with a timeout, for what doesn't come. It is called three times at most:
///   who was held up once before it made its own deadline is not to blame.
/// - Returns: How much later; nil if it is not.
/// - Throws: What `work` throws.
func sleepBeyondTheTime<Value: Sendable>(
  _ work: @escaping @Sendable (_ timeout: Duration) throws -> Value
) throws -> String? {
  var excess: Duration?
  for _ in 0..<3 {
    let watch = SleepWatch()
    let run = try Observed {
      watch.begin()
      return try StepHook.directed(by: watch) { try work(.milliseconds(60)) }
    }
    _ = try run.value(orElse: "its time is over, and it does not return")
    excess = watch.excess
    if excess == nil { return nil }
  }
  return excess.map { "\($0)" }
}

/// Looks at the deadlines of sleeps, and ends the first one after 40 ms.
private final class SleepWatch: StepDirector {
  private let state = Mutex((begin: ContinuousClock.now, count: 0, excess: Duration?.none))

  var now: ContinuousClock.Instant { .now }
  var excess: Duration? { state.withLock { $0.excess } }

  func begin() { state.withLock { $0.begin = .now } }

  func before(_ operation: StepOperation) -> StepOutcome {
    guard operation.step.kind == .wait else { return .proceed }
    let (isFirst, begin) = state.withLock { state in
      state.count += 1
      let end = state.begin + .milliseconds(60)
      if let deadline = operation.deadline, deadline > end + .milliseconds(25) {
        state.excess = deadline - end
      } else if operation.deadline == nil {
        state.excess = .seconds(1_000_000)
      }
      return (state.count == 1, state.begin)
    }
    guard isFirst else { return .proceed }
    while ContinuousClock.now < begin + .milliseconds(40) { sched_yield() }
    return .fail
  }
}

extension StepControl {
  /// As `waitUntilParked`, but a thread that doesn't come there makes a message of its own.
  ///
  /// - Parameters:
  ///   - problem: What it should have done.
  ///   - random: The test's numbers, for the message.
  /// - Returns: The step before which it is parked; nil if it has ended.
  /// - Throws: `TestFailure`.
  func parked(orElse problem: String, _ random: Seeded) throws -> Step? {
    do {
      return try waitUntilParked()
    } catch StepError.notReached(let steps) {
      let last = steps.suffix(6)
      let seen =
        if steps.isEmpty {
          "It has not used a shared word so far"
        } else if steps.count > 100 {
          "It polls, or goes round in a circle: it made \(stepCount) steps, the last of them \(last)"
        } else {
          "Its last steps are \(last)"
        }
      throw TestFailure("\(problem). \(seen); \(random)")
    }
  }
}

// MARK: - Children

/// A child that does to an event what it is told, line by line, and answers whether it is set then.
struct EventHand: ProcessTarget {
  let event: SharedEvent
  let orders: Descriptor
  let answers: Descriptor

  func run() throws {
    while let order = try orders.readLine(orElse: "the test gave no order") {
      switch order {
      case "set": event.set()
      case "clear": event.clear()
      default: break
      }
      try answers.writeLine("\(event.isSet)")
    }
  }
}

/// A child that waits for an event, and then answers.
struct EventWaiter: ProcessTarget {
  let event: SharedEvent
  let answers: Descriptor
  let number: Int
  let steps: StepControl
  var timeout: Duration?

  func run() throws {
    steps.install()
    if let timeout {
      try answers.writeLine("\(number) \(event.wait(timeout: timeout))")
    } else {
      event.wait()
      try answers.writeLine("\(number)")
    }
  }
}

#if DEBUG
import Groundwork

/// Runs threads in every order that their steps can come in.
///
/// The threads stand for processes: each runs the real code, and before each step that the step hook
/// sees (an operation on a shared word or shared memory) it waits for its turn. One runs at a time.
/// Which one is the next is tried in all ways, depth first: the work is done again from the start for
/// each schedule.
///
///     let found = try Interleavings().explore(
///       try Counter(), threads: [{ $0.add(1) }, { $0.add(1) }]
///     ) { counter in
///       if counter.value != 2 { throw TestFailure("an addition was lost: \(counter.value)") }
///     }
///     #expect(found.failure == nil && found.isExhaustive, "\(found)")
///
/// Nobody really sleeps. A `wait` on a word that holds the value puts the thread to sleep until
/// another one's `wake` picks it; if it may pick one of several, each choice is a schedule of its own.
/// Time stands still. It jumps to the next deadline of a sleeper when nobody can run: that is how a
/// lost wake-up shows which a timeout makes up for. Deadlines go by this time.
///
/// What it takes for granted:
/// - What the threads share is shared words and shared memory, and all else is decided by these. A
///   critical section must contain steps, or nobody can come between.
/// - Steps come in one order that all threads agree on. Processors that reorder, and so the choice of
///   memory orderings, are not explored.
/// - The threads block in nothing but `wait`: not in a mutex, nor in a descriptor.
package struct Interleavings: Sendable {
  /// What it means when time has to pass for the threads to go on.
  package enum Timeouts: Sendable {
    /// A wake-up was lost, and a timeout saved the day: a failure.
    case areRescues
    /// What is tested.
    case areExpected
  }

  /// How often a thread may be made to wait although it could go on; nil for any number.
  package var preemptions: Int?
  /// Whether one schedule is enough of those that differ only in the order of steps that can't notice
  /// each other: of different words, or reads alone ("sleep sets").
  ///
  /// Each state that is final in any schedule is still reached. Only without a limit for preemptions.
  package var mergesEquivalent = false
  /// How many sleeps of a schedule may come to their deadline at any moment, though others can run.
  package var alarms = 0
  /// How many sleeps of a schedule may end for no reason, at any moment.
  package var spuriousWakeUps = 0
  /// What it means when time has to pass for the threads to go on.
  package var timeouts = Timeouts.areRescues
  /// How many schedules are run at the most.
  package var scheduleLimit = 50_000
  /// How many steps of a schedule are chosen; after that, the threads take turns to come to an end.
  package var stepLimit = 300

  /// Each schedule of the threads, whatever the number of preemptions.
  package init() {}

  /// The schedules with at most so many preemptions; `Proofs` says how many of them.
  ///
  /// Nearly every mistake that a schedule can show shows with two preemptions.
  ///
  /// - Parameters:
  ///   - preemptions: The bound of the proof in full. There is none when it is unbounded, which can
  ///     take minutes.
  ///   - short: The bound of the short form.
  package init(upTo preemptions: Int, short: Int = 1) {
    switch Proofs.extent {
    case .short: self.preemptions = min(short, preemptions)
    case .full: self.preemptions = preemptions
    case .unbounded:
      mergesEquivalent = true
      scheduleLimit = 10_000_000
    }
  }

  /// Runs the threads in every order, until one goes wrong.
  ///
  /// - Parameters:
  ///   - setUp: Makes what the threads work on, anew for each schedule.
  ///   - threads: The threads, at most 26, which are called A, B and so on. None may throw.
  ///   - check: Called when all have ended; throws if the outcome is wrong.
  /// - Returns: What came of it. A failure is the one with the fewest preemptions.
  /// - Throws: What `setUp` throws; `SystemError`, if there can be no more threads.
  package func explore<State: Sendable>(
    _ setUp: @autoclosure () throws -> State, threads: [@Sendable (State) throws -> Void],
    check: (State) throws -> Void = { _ in }
  ) throws -> Exploration {
    let processors = CurrentProcess.processorMask
    defer { try? CurrentProcess.allowProcessors(processors) }
    // Only one thread runs at a time: on one processor, the next one need not be woken on another,
    // which would take twice as long.
    try CurrentProcess.allowProcessors(oneProcessor(of: processors))
    var found = try search(setUp, threads, check)
    guard let preemptions = found.failure?.preemptions else { return found }
    for fewer in 0..<preemptions {
      var simpler = self
      simpler.preemptions = fewer
      simpler.mergesEquivalent = false
      simpler.scheduleLimit = 5_000
      if let failure = try simpler.search(setUp, threads, check).failure {
        found.failure = failure
        break
      }
    }
    return found
  }

  private func oneProcessor(of mask: [UInt8]) -> [UInt8] {
    let all = mask.indices.filter { mask[$0] != 0 }
    guard let byte = all.randomElement() else { return mask }
    let bits = (0..<8).map { UInt8(1) << $0 }.filter { mask[byte] & $0 != 0 }
    var one = [UInt8](repeating: 0, count: mask.count)
    one[byte] = bits.randomElement() ?? mask[byte]
    return one
  }

  private func search<State: Sendable>(
    _ setUp: () throws -> State, _ threads: [@Sendable (State) throws -> Void],
    _ check: (State) throws -> Void
  ) throws -> Exploration {
    let explorer = try Explorer(self, threadCount: threads.count)
    defer { explorer.dismiss() }
    var found = Exploration(limits: self, threadCount: threads.count)
    repeat {
      let state = try setUp()
      let ending = explorer.run(threads.map { work in { try work(state) } })
      found.count(explorer)
      var reason = explorer.reason(for: ending)
      if reason == nil {
        do { try check(state) } catch { reason = .violated("\(error)") }
      }
      if let reason {
        found.failure = Exploration.Failure(
          reason: reason, schedule: explorer.schedule, preemptions: explorer.preemptionCount)
        return found
      }
    } while explorer.backtrack() && found.scheduleCount < scheduleLimit
    found.isExhaustive = explorer.hasSeenAll && found.cutCount == 0
    return found
  }
}

/// What came of running threads in every order.
package struct Exploration: Sendable, CustomStringConvertible {
  /// A schedule that went wrong.
  package struct Failure: Sendable, CustomStringConvertible {
    /// What went wrong in it.
    package let reason: Reason
    /// A line for each time that a thread ran, and where each of them is at the end.
    package let schedule: String
    /// How often a thread had to wait in it although it could go on.
    package let preemptions: Int

    package var description: String {
      "\(reason), with \(preemptions) preemptions:\n\(schedule)"
    }
  }

  /// What can go wrong.
  package enum Reason: Sendable, Equatable, CustomStringConvertible {
    /// Somebody sleeps, and nobody is left to wake them.
    case deadlock
    /// All came to an end, but only because a sleep had a deadline.
    case savedByTimeout
    /// They go on and on, though each has its turn.
    case endless
    /// A thread is blocked in something else than a shared word.
    case stuck
    /// The same choices led to other steps: the threads go by something else too.
    case notRepeatable
    /// A thread threw, or the outcome was wrong.
    case violated(String)

    package var description: String {
      switch self {
      case .deadlock: "Deadlock"
      case .savedByTimeout: "A wake-up was lost, and only a timeout made up for it"
      case .endless: "They never come to an end"
      case .stuck: "A thread is blocked, but not in the wait of a shared word"
      case .notRepeatable: "The same schedule led to other steps than before"
      case .violated(let text): text
      }
    }
  }

  /// How many schedules were run.
  package private(set) var scheduleCount = 0
  /// How many of them were found to be like an earlier one.
  package private(set) var mergedCount = 0
  /// How many were too long to be tried in all ways.
  package private(set) var cutCount = 0
  /// How many steps were taken in all of them.
  package private(set) var stepCount = 0
  /// Whether every schedule was run: each one that the limit of preemptions allows.
  package internal(set) var isExhaustive = false
  /// The schedule that went wrong, if one did.
  package internal(set) var failure: Failure?

  private let limits: Interleavings
  private let threadCount: Int

  init(limits: Interleavings, threadCount: Int) {
    self.limits = limits
    self.threadCount = threadCount
  }

  mutating func count(_ explorer: Explorer) {
    scheduleCount += 1
    mergedCount += explorer.isLikeAnEarlierOne ? 1 : 0
    cutCount += explorer.isCut ? 1 : 0
    stepCount += explorer.stepCount
  }

  package var description: String {
    let bound = limits.preemptions.map { " with at most \($0) preemptions" } ?? ""
    let extent =
      isExhaustive ? "all there are\(bound)" : failure == nil ? "not all\(bound)" : "then stopped"
    let merged = mergedCount > 0 ? ", \(mergedCount) of them like an earlier one" : ""
    let cut = cutCount > 0 ? ", \(cutCount) of them longer than \(limits.stepLimit) steps" : ""
    let summary = """
      \(scheduleCount) schedules of \(threadCount) threads, \(stepCount) steps: \
      \(extent)\(merged)\(cut).
      """
    return failure.map { "\($0)\n\(summary)" } ?? summary
  }
}
#endif

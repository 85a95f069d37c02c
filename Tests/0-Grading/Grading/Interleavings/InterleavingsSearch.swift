#if DEBUG
import Groundwork

// The search through all schedules, depth first. Called only by who has the baton.

/// One way to go on.
struct Alternative: Equatable {
  enum Kind: Equatable {
    /// The thread takes its step.
    case step
    /// Time passes until the deadline of the thread's sleep.
    case alarm
    /// The thread wakes up for no reason.
    case spurious
  }

  var thread: Int
  var kind = Kind.step
  /// Whom a `wake` wakes, as a set of bits.
  var picked: UInt64 = 0
}

/// A moment with several ways to go on, and which one was taken.
struct Choice {
  let alternatives: [Alternative]
  /// The threads whose steps now would lead to schedules like earlier ones, as a set of bits.
  let merged: UInt64
  /// What each chosen thread was about to do, to notice if it isn't the same again.
  var operation: Step?
  /// The same set after the chosen step; nil before it was taken for the first time.
  var mergedAfter: UInt64?
  var index = 0

  var chosen: Alternative { alternatives[index] }
}

/// What a step touches.
private enum Footprint {
  case nothing
  case reads(UInt), writes(UInt), wakes(UInt), sleeps(UInt)
  case anything

  /// Whether it makes no difference in which order the two come.
  func commutes(with other: Footprint) -> Bool {
    switch (self, other) {
    case (.nothing, _), (_, .nothing): true
    case (.anything, _), (_, .anything): false
    case (.reads, .reads), (.reads, .sleeps), (.sleeps, .reads), (.sleeps, .sleeps): true
    case (.wakes, .reads), (.wakes, .writes), (.reads, .wakes), (.writes, .wakes): true
    default: place != other.place
    }
  }

  /// Words of 32 bits may be halves of one of 64.
  private var place: UInt {
    switch self {
    case .reads(let address), .writes(let address), .wakes(let address), .sleeps(let address):
      address / 8
    case .nothing, .anything: 0
    }
  }
}

extension ExploredThread {
  /// Whether the thread can go on without anybody's help.
  func canRun(at now: ContinuousClock.Instant) -> Bool {
    switch status {
    case .ready, .woken: true
    case .asleep: operation?.deadline.map { $0 <= now } ?? false
    case .starting, .running, .ended: false
    }
  }

  /// A deadline of its sleep that is still to come.
  fileprivate func alarm(after now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    guard status == .asleep || status == .woken, let deadline = operation?.deadline,
      deadline > now
    else { return nil }
    return deadline
  }

  fileprivate var footprint: Footprint {
    guard status != .woken, let operation else { return .nothing }
    guard let address = operation.address else { return .anything }
    return switch operation.step.kind {
    case .load, .memoryLoad: .reads(address)
    case .wait: .sleeps(address)
    case .wake: .wakes(address)
    default: .writes(address)
    }
  }
}

// MARK: - Choosing

extension Explorer {
  /// How often time may have to pass before it counts as a deadlock that only timeouts disturb.
  private static let idleLimit = 100

  /// The next thing to happen; nil if the schedule is at its end.
  func choose() -> Alternative? {
    guard stepCount < 3 * limits.stepLimit else { return end(.endless) }
    if depth < path.count { return replay() }
    let runnable = threads.filter { $0.canRun(at: now) }
    if runnable.isEmpty { return passTime() }
    if stepCount >= limits.stepLimit { isCut = true }
    if isCut || isLikeAnEarlierOne { return runOut(runnable) }
    let alternatives = alternatives(among: runnable)
    guard let first = alternatives.first else {
      isLikeAnEarlierOne = true
      return runOut(runnable)
    }
    path.append(
      Choice(
        alternatives: alternatives, merged: merged,
        operation: threads[first.thread].operation?.step))
    return take(path[depth])
  }

  private func replay() -> Alternative? {
    let choice = path[depth]
    let thread = threads[choice.chosen.thread]
    if choice.chosen.kind == .step, !thread.canRun(at: now) { return end(.notRepeatable) }
    if let step = choice.operation, step != thread.operation?.step { return end(.notRepeatable) }
    // It was not known before it was taken for the first time.
    path[depth].operation = thread.operation?.step
    return take(choice)
  }

  private func take(_ choice: Choice) -> Alternative {
    merged = choice.mergedAfter ?? mergedAfter(choice)
    path[depth].mergedAfter = merged
    if isPreemption(choice.chosen) { preemptionCount += 1 }
    depth += 1
    return choice.chosen
  }

  private func end(_ ending: Ending) -> Alternative? {
    self.ending = ending
    return nil
  }

  /// Nobody can run: either all is over, or it is time for an alarm.
  private func passTime() -> Alternative? {
    if threads.allSatisfy({ $0.status == .ended }) { return end(.complete) }
    let sleepers = threads.compactMap { thread in
      thread.alarm(after: now).map { (deadline: $0, number: thread.number) }
    }
    guard let next = sleepers.min(by: { $0.deadline < $1.deadline }),
      rescueCount < Self.idleLimit
    else { return end(.deadlock) }
    rescueCount += 1
    merged = 0
    return Alternative(thread: next.number, kind: .alarm)
  }

  /// Comes to an end somehow: in turns if the schedule is too long already.
  private func runOut(_ runnable: [ExploredThread]) -> Alternative? {
    let number = last ?? -1
    let next =
      isCut
      ? runnable.first { $0.number > number } ?? runnable.first
      : runnable.first { $0.number == number } ?? runnable.first
    guard let next else { return nil }
    return Alternative(thread: next.number, picked: pickings(of: next).first ?? 0)
  }

  /// Everything that can happen now; who ran before comes first.
  private func alternatives(among runnable: [ExploredThread]) -> [Alternative] {
    var found: [Alternative] = []
    for thread in runnable where merged & 1 << UInt64(thread.number) == 0 {
      let own = pickings(of: thread).map { Alternative(thread: thread.number, picked: $0) }
      thread.number == last ? found.insert(contentsOf: own, at: 0) : found.append(contentsOf: own)
    }
    if alarmCount < limits.alarms {
      for thread in threads where thread.alarm(after: now) != nil {
        found.append(Alternative(thread: thread.number, kind: .alarm))
      }
    }
    if spuriousCount < limits.spuriousWakeUps {
      for thread in threads where thread.status == .asleep {
        found.append(Alternative(thread: thread.number, kind: .spurious))
      }
    }
    if let most = limits.preemptions, preemptionCount >= most {
      found.removeAll(where: isPreemption)
    }
    return found
  }

  private func isPreemption(_ alternative: Alternative) -> Bool {
    guard let last, alternative.thread != last else { return false }
    return threads[last].status == .ready || threads[last].status == .woken
  }

  /// The sets of threads that the thread's step can wake, if it is a `wake`; one empty set if not.
  private func pickings(of thread: ExploredThread) -> [UInt64] {
    guard thread.status == .ready, let operation = thread.operation,
      operation.step.kind == .wake
    else { return [0] }
    let sleepers = threads.filter {
      $0.status == .asleep && $0.operation?.address == operation.address
    }
    var sets: [UInt64] = [0]
    for sleeper in sleepers { sets += sets.map { $0 | 1 << UInt64(sleeper.number) } }
    let count = max(0, min(operation.operand, sleepers.count))
    return sets.filter { $0.nonzeroBitCount == count }
  }

  /// The threads that need not run next after `choice`: they have been tried before it, or may have
  /// been, and the step of `choice` makes no difference to them.
  private func mergedAfter(_ choice: Choice) -> UInt64 {
    let chosen = choice.chosen
    guard limits.mergesEquivalent, chosen.kind == .step else { return 0 }
    var candidates = choice.merged
    for earlier in choice.alternatives[..<choice.index]
    where earlier.kind == .step && earlier.thread != chosen.thread {
      candidates |= 1 << UInt64(earlier.thread)
    }
    guard candidates != 0 else { return 0 }
    let footprint = threads[chosen.thread].footprint
    for thread in threads where !thread.footprint.commutes(with: footprint) {
      candidates &= ~(1 << UInt64(thread.number))
    }
    return candidates
  }
}

// MARK: - Performing

extension Explorer {
  /// Lets it happen; returns the thread that runs now, or nil if it went to sleep.
  func perform(_ alternative: Alternative) -> ExploredThread? {
    let thread = threads[alternative.thread]
    last = thread.number
    stepCount += 1
    var effect = Event.Effect.none
    thread.outcome = .proceed
    switch (alternative.kind, thread.status) {
    case (.alarm, let status):
      if let deadline = thread.operation?.deadline { now = max(now, deadline) }
      alarmCount += 1
      thread.outcome = status == .woken ? .woken(1) : .fail
      effect = status == .woken ? .returnsLate : .timesOut
    case (.spurious, _):
      spuriousCount += 1
      thread.outcome = .fail
      effect = .returnsForNoReason
    case (.step, .woken):
      thread.outcome = .woken(1)
      effect = .returns
    case (.step, .asleep):
      thread.outcome = .fail
      effect = .timesOut
    case (.step, _):
      guard let operation = thread.operation else { break }
      effect = step(thread, operation, waking: alternative.picked)
    }
    events.append(Event(thread: thread.number, operation: thread.operation, effect: effect))
    if thread.status == .asleep, effect == .fallsAsleep { return nil }
    thread.status = .running
    return thread
  }

  private func step(
    _ thread: ExploredThread, _ operation: StepOperation, waking picked: UInt64
  ) -> Event.Effect {
    switch operation.step.kind {
    case .wait:
      guard operation.value == UInt32(truncatingIfNeeded: operation.operand) else {
        thread.outcome = .woken(1)
        return .findsAnotherValue
      }
      if let deadline = operation.deadline, deadline <= now {
        thread.outcome = .fail
        return .timesOut
      }
      thread.status = .asleep
      return .fallsAsleep
    case .wake:
      for sleeper in threads where picked & 1 << UInt64(sleeper.number) != 0 {
        sleeper.status = .woken
      }
      thread.outcome = .woken(picked.nonzeroBitCount)
      return .wakes(picked)
    default: return .none
    }
  }

  /// Goes back to the last choice with something left to try; false if there is none.
  func backtrack() -> Bool {
    while let choice = path.popLast() {
      guard choice.index + 1 < choice.alternatives.count else { continue }
      var next = choice
      next.index += 1
      next.operation = nil
      next.mergedAfter = nil
      path.append(next)
      return true
    }
    return false
  }

  /// Whether nothing is left to try.
  var hasSeenAll: Bool { path.isEmpty }
}

extension StepOperation {
  /// The value that the word has now.
  var value: UInt32? {
    address.flatMap(UnsafeRawPointer.init(bitPattern:))?.load(as: UInt32.self)
  }
}
#endif

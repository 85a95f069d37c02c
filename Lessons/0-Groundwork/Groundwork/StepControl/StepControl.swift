#if DEBUG
/// Lets a test decide what another process does at each of its steps: go on, stop, fail, or die.
///
/// The test makes one control for each process that it wants to direct, tells it what shall happen,
/// and hands it over in a target. The target installs it:
///
///     let steps = try StepControl()
///     steps.park(.before(.memoryStore))
///     let child = try launch(Adder(memory: memory, steps: steps), name: "adder")
///     try #require(try steps.waitUntilParked() != nil)
///     …                                   // The child has read, and not yet written.
///     steps.resume()
///
///     struct Adder: ProcessTarget {
///       func run() {
///         steps.install()
///         memory.store(memory.load(at: 0, as: Int.self) + 1, at: 0)
///       }
///     }
///
/// One thread at a time may direct a control. A parked process ends if the process that made its
/// control has ended, so none is left behind by a test that crashes.
package struct StepControl: Sendable, Codable {
  let memory: SharedMemory

  /// Makes a control that lets everything happen as usual.
  package init() throws {
    memory = try SharedMemory(byteCount: Field.byteCount)
    set(Field.controller, ProcessIdentity.current.rawValue)
  }
}

// MARK: - In the process that is directed

extension StepControl {
  /// From now on each operation of the calling thread, or of the whole process, is a step.
  ///
  /// Of a process, only one thread is parked at a time, and the others go on.
  package func install(on scope: StepScope = .thread) {
    state.store(.running)
    switch scope {
    case .thread: set(Field.thread, ThreadIdentity.current.rawValue)
    case .process: set(Field.process, ProcessIdentity.current.rawValue)
    }
    StepHook.install(ControlledDirector(self), on: scope)
  }

  /// What follows is no step any more, and `waitUntilParked` waits in vain.
  package func uninstall(from scope: StepScope = .thread) {
    StepHook.install(nil, on: scope)
    state.store(.left)
  }

  /// Counts a step; returns its index, and whether it must be parked.
  ///
  /// Called by one thread at a time.
  func begin(_ step: Step) -> (index: Int, isParked: Bool) {
    let index = Int(get(Field.count))
    if index < Field.traceCapacity {
      set(Field.trace + index, UInt64(step.kind.rawValue) << 56 | UInt64(step.place))
    }
    set(Field.count, UInt64(index + 1))
    if consume(.kill, at: step, index) != nil { killThisProcess() }
    return (index, consume(.park, at: step, index) != nil)
  }

  /// What a step shall do, after it was parked and resumed if it was to be.
  func outcome(of step: Step, _ index: Int) -> StepOutcome {
    if consume(.fail, at: step, index) != nil { return .fail }
    if let limit = consume(.limit, at: step, index) { return .limit(Int(limit)) }
    return .proceed
  }

  func park(at index: Int) {
    let controller = ProcessIdentity(rawValue: get(Field.controller))
    set(Field.parkedStep, UInt64(index))
    state.store(.parked)
    while state.load() == .parked {
      state.sleep(while: .parked)
      guard controller.isAlive else { _exit(70) }
    }
  }

  private func killThisProcess() -> Never {
    precondition(
      get(Field.controller) != ProcessIdentity.current.rawValue,
      "A test can't have its own process killed: direct a child.")
    raise(SIGKILL)
    fatalError("SIGKILL did not end the process.")
  }
}

// MARK: - In the test

/// A moment in the life of a process: just before one of its steps.
package struct StepPoint: Sendable {
  var kinds = ~UInt64(0)
  var place: Int?
  var skipped = 0
  var index: Int?

  /// Before the step with this index; the first one is 0.
  package static func step(_ index: Int) -> StepPoint { StepPoint(index: index) }

  /// Before an operation of that kind, counted from when the point is told to the control.
  ///
  /// - Parameters:
  ///   - kind: The operation.
  ///   - place: Its offset in the memory or its descriptor's number, if it matters.
  ///   - skipped: How many such operations come before the one that is meant.
  /// - Returns: The point.
  package static func before(
    _ kind: StepKind, at place: Int? = nil, skipping skipped: Int = 0
  ) -> StepPoint {
    StepPoint(kinds: 1 << UInt64(kind.rawValue), place: place, skipped: skipped)
  }

  /// Before the next step, whatever it is.
  package static var next: StepPoint { StepPoint() }
}

/// Why a test could not direct a process.
package enum StepError: Error, CustomStringConvertible {
  /// The deadline came before the process was where it should be; so far it did these steps.
  case notReached([Step])

  package var description: String {
    switch self {
    case .notReached(let steps):
      let reason =
        Self.polls(steps)
        ? " It polls: it asks again and again, where it should sleep until it is woken." : ""
      return """
        The process did not come to the step at which the test waits for it.\(reason) Its last steps: \
        \(steps.suffix(10)).
        """
    }
  }

  /// Whether the last steps are the same few, again and again, and none of them is a sleep.
  private static func polls(_ steps: [Step]) -> Bool {
    let last = steps.suffix(60)
    return last.count == 60 && Set(last).count <= 6 && !last.contains { $0.kind == .wait }
  }
}

extension StepControl {
  /// The process shall stop at `point`, until `resume`.
  package func park(_ point: StepPoint) { add(.park, at: point, times: 1) }

  /// The process shall kill itself at `point`, with SIGKILL.
  package func kill(_ point: StepPoint) { add(.kill, at: point, times: 1) }

  /// The operation at `point`, and the `times - 1` next ones like it, shall not take place.
  ///
  /// A `compareExchange` sets nothing, and returns false with the value that is there, which may be
  /// the expected one: don't use it on code that rightly goes by the value alone. A `wait` returns
  /// for no reason, and a system call of a descriptor is interrupted by a signal (EINTR). Other
  /// operations can't fail.
  package func fail(_ point: StepPoint, times: Int = 1) { add(.fail, at: point, times: times) }

  /// A read or write at `point`, and the `times - 1` next ones like it, shall transfer at most
  /// `byteCount` bytes.
  package func limit(_ point: StepPoint, toBytes byteCount: Int, times: Int = 1) {
    precondition(byteCount > 0, "A read of no bytes would look like the end.")
    add(.limit, at: point, times: times, argument: UInt64(byteCount))
  }

  /// Waits until the process is parked.
  ///
  /// - Returns: The step before which it is parked; nil if it has ended or gone without.
  /// - Throws: `StepError.notReached` when the deadline has passed.
  package func waitUntilParked(
    until deadline: Deadline = Deadline(after: .seconds(5))
  ) throws -> Step? {
    while true {
      // Asked first: what it did before it ended must count.
      let hasEnded = self.hasEnded
      let now = state.load()
      if now == .parked { return step(at: Int(get(Field.parkedStep))) }
      if now == .left || hasEnded { return nil }
      guard !deadline.hasPassed else { throw StepError.notReached(trace) }
      state.sleep(while: now)
    }
  }

  /// Lets a parked process go on.
  package func resume() { state.store(.running) }

  /// Lets a parked process do one step, and waits until it is parked before the next one.
  ///
  /// - Returns: The step before which it is parked now; nil if it has ended.
  package func advance(
    until deadline: Deadline = Deadline(after: .seconds(5))
  ) throws -> Step? {
    park(.next)
    resume()
    return try waitUntilParked(until: deadline)
  }

  /// How many steps were begun, including one that is parked or was killed.
  package var stepCount: Int { Int(get(Field.count)) }

  /// The steps that were begun, in order; only the first 4,096 are kept.
  package var trace: [Step] { (0..<min(stepCount, Field.traceCapacity)).map(step(at:)) }

  /// Calls `body` with a control that kills at step 0, then with one that kills at step 1, and so
  /// on, until a process gets through without reaching its step.
  ///
  /// `body` starts one process with the control, waits for it, and looks whether the others can go
  /// on. That the process ended well the last time is for `body` to check too: then
  /// `control.stepCount` is not above the step.
  ///
  /// - Returns: How many steps the process has.
  @discardableResult
  package static func killingAtEachStep(
    _ body: (_ control: StepControl, _ step: Int) throws -> Void
  ) throws -> Int {
    try atEachStep { control, step in
      control.kill(.step(step))
      try body(control, step)
    }
  }

  /// As `killingAtEachStep`, but the process is parked at the step.
  ///
  /// `body` waits until it is parked, looks around, and resumes or kills it.
  ///
  /// - Returns: How many steps the process has.
  @discardableResult
  package static func parkingAtEachStep(
    _ body: (_ control: StepControl, _ step: Int) throws -> Void
  ) throws -> Int {
    try atEachStep { control, step in
      control.park(.step(step))
      try body(control, step)
    }
  }

  private static func atEachStep(
    _ body: (_ control: StepControl, _ step: Int) throws -> Void
  ) throws -> Int {
    var step = 0
    while true {
      let control = try StepControl()
      try body(control, step)
      if control.stepCount <= step { return step }
      step += 1
    }
  }
}
#endif

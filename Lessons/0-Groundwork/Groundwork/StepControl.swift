#if DEBUG
  internal import CPlatform
  import Synchronization

  /// The strings of one puppet: a test holds them, and a thread or process hangs on them.
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
    private let memory: SharedMemory

    /// Makes a control that lets everything happen as usual.
    package init() throws {
      memory = try SharedMemory(byteCount: Field.byteCount)
      set(Field.controller, ProcessIdentity.current.rawValue)
    }
  }

  // MARK: - In the process that is directed

  extension StepControl {
    /// Who hangs on a control.
    package enum Scope: Sendable {
      /// The thread that installed it. Others of its process go on unseen.
      case thread
      /// Every thread of the process that has no control of its own. Only one of them is parked at a
      /// time, and the others go on.
      case process
    }

    /// From now on each operation of the calling thread, or of the whole process, is a step.
    package func install(on scope: Scope = .thread) {
      state.store(.running)
      switch scope {
      case .thread: set(Field.thread, ThreadIdentity.current.rawValue)
      case .process: set(Field.process, ProcessIdentity.current.rawValue)
      }
      Puppet.install(Puppet(self), on: scope)
    }

    /// What follows is no step any more, and `waitUntilParked` waits in vain.
    package func uninstall(from scope: Scope = .thread) {
      Puppet.install(nil, on: scope)
      state.store(.left)
    }

    /// Counts a step, and returns its index if it must be parked.
    ///
    /// Called by one thread at a time.
    func begin(_ step: Step) -> Int? {
      let index = Int(get(Field.count))
      if index < Field.traceCapacity {
        set(Field.trace + index, UInt64(step.kind.rawValue) << 56 | UInt64(step.place))
      }
      set(Field.count, UInt64(index + 1))
      if consume(.kill, at: step, index) != nil { killThisProcess() }
      return consume(.park, at: step, index) == nil ? nil : index
    }

    /// What a step shall do, after it was parked and resumed if it was to be.
    func outcome(of step: Step) -> StepOutcome {
      let index = Int(get(Field.count)) - 1
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
    fileprivate var kinds = ~UInt64(0)
    fileprivate var place: Int?
    fileprivate var skipped = 0
    fileprivate var index: Int?

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
        "The process was not parked in time. Its last steps: \(steps.suffix(10))."
      }
    }
  }

  extension StepControl {
    /// The process shall stop at `point`, until `resume`.
    package func park(_ point: StepPoint) { add(.park, at: point, times: 1) }

    /// The process shall kill itself at `point`, with SIGKILL.
    package func kill(_ point: StepPoint) { add(.kill, at: point, times: 1) }

    /// The operation at `point`, and the `times - 1` next ones like it, shall not take place.
    ///
    /// A `compareExchange` says that it found another value, a `wait` returns for no reason, and a
    /// system call of a descriptor is interrupted by a signal (EINTR). Other operations can't fail.
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

  // MARK: - The memory of a control

  extension StepControl {
    /// Places in the memory, counted in words of 64 bits.
    private enum Field {
      static let state = 0
      static let controller = 1
      static let thread = 2
      static let process = 3
      static let count = 4
      static let parkedStep = 5
      static let rules = 8
      static let ruleCount = 16
      static let trace = rules + ruleCount * Rule.wordCount
      static let traceCapacity = 4096
      static let byteCount = (trace + traceCapacity) * 8
    }

    /// Something that shall happen; the first word is written last, and 0 again when it is over.
    private enum Rule {
      static let action = 0
      static let kinds = 1
      static let place = 2
      static let skipped = 3
      static let index = 4
      static let times = 5
      static let argument = 6
      static let wordCount = 8
    }

    private enum Action: UInt64 {
      case park = 1
      case kill, fail, limit
    }

    private static let anywhere = UInt64.max

    /// Whether what installed this control has ended; false if nothing did yet.
    private var hasEnded: Bool {
      let thread = ThreadIdentity(rawValue: get(Field.thread))
      let process = ProcessIdentity(rawValue: get(Field.process))
      return thread.rawValue != 0 && !thread.isAlive || process.rawValue != 0 && !process.isAlive
    }

    private func add(_ action: Action, at point: StepPoint, times: Int, argument: UInt64 = 0) {
      for number in 0..<Field.ruleCount {
        let rule = Field.rules + number * Rule.wordCount
        guard get(rule + Rule.action) == 0 else { continue }
        set(rule + Rule.kinds, point.kinds)
        set(rule + Rule.place, point.place.map(UInt64.init) ?? Self.anywhere)
        set(rule + Rule.skipped, UInt64(point.skipped))
        set(rule + Rule.index, point.index.map(UInt64.init) ?? Self.anywhere)
        set(rule + Rule.times, UInt64(times))
        set(rule + Rule.argument, argument)
        set(rule + Rule.action, action.rawValue)
        return
      }
      fatalError("A control keeps at most \(Field.ruleCount) things to do.")
    }

    /// Uses up one time of the first rule that wants `action` at this step.
    private func consume(_ action: Action, at step: Step, _ index: Int) -> UInt64? {
      for number in 0..<Field.ruleCount {
        let rule = Field.rules + number * Rule.wordCount
        guard get(rule + Rule.action) == action.rawValue,
          get(rule + Rule.kinds) & 1 << UInt64(step.kind.rawValue) != 0,
          [Self.anywhere, UInt64(step.place)].contains(get(rule + Rule.place)),
          [Self.anywhere, UInt64(index)].contains(get(rule + Rule.index))
        else { continue }
        let skipped = get(rule + Rule.skipped)
        guard skipped == 0 else {
          set(rule + Rule.skipped, skipped - 1)
          continue
        }
        let times = get(rule + Rule.times)
        let argument = get(rule + Rule.argument)
        set(rule + Rule.times, times - 1)
        if times == 1 { set(rule + Rule.action, 0) }
        return argument
      }
      return nil
    }

    private func step(at index: Int) -> Step {
      guard index < Field.traceCapacity else { return Step(kind: .load, place: -1) }
      let entry = get(Field.trace + index)
      guard let kind = StepKind(rawValue: UInt8(entry >> 56)) else {
        fatalError("The control's memory was overwritten.")
      }
      return Step(kind: kind, place: Int(entry & (1 << 56 - 1)))
    }

    private func get(_ field: Int) -> UInt64 {
      let word: UnsafeMutablePointer<Atomic<UInt64>> = memory.atomic(at: field * 8)
      return word.pointee.load(ordering: .acquiring)
    }

    private func set(_ field: Int, _ value: UInt64) {
      let word: UnsafeMutablePointer<Atomic<UInt64>> = memory.atomic(at: field * 8)
      word.pointee.store(value, ordering: .releasing)
    }

    private var state: StepState { StepState(word: memory.atomic(at: Field.state * 8)) }
  }

  /// Where a puppet is, in a word that both sides wait on: unlike `SharedWord`, unseen by the hook.
  private struct StepState {
    enum Value: UInt32 { case running, parked, left }

    let word: UnsafeMutablePointer<Atomic<UInt32>>

    func load() -> Value { Value(rawValue: word.pointee.load(ordering: .acquiring)) ?? .running }

    func store(_ value: Value) {
      word.pointee.store(value.rawValue, ordering: .releasing)
      _ = workbook_futex_wake(word, .max)
    }

    /// Sleeps for a slice of time: the other side may be dead.
    func sleep(while value: Value) {
      _ = workbook_futex_wait(word, value.rawValue, 20_000_000)
    }
  }
#endif

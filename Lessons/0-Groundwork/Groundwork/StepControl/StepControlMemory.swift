#if DEBUG
internal import CPlatform
import Synchronization

// The memory of a control, which the test and the process that it directs have in common.

extension StepControl {
  /// Places in the memory, counted in words of 64 bits.
  enum Field {
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
  enum Rule {
    static let action = 0
    static let kinds = 1
    static let place = 2
    static let skipped = 3
    static let index = 4
    static let times = 5
    static let argument = 6
    static let wordCount = 8
  }

  enum Action: UInt64 {
    case park = 1
    case kill, fail, limit
  }

  private static let anywhere = UInt64.max

  /// Whether what installed this control has ended; false if nothing did yet.
  var hasEnded: Bool {
    let thread = ThreadIdentity(rawValue: get(Field.thread))
    let process = ProcessIdentity(rawValue: get(Field.process))
    return thread.rawValue != 0 && !thread.isAlive || process.rawValue != 0 && !process.isAlive
  }

  func add(_ action: Action, at point: StepPoint, times: Int, argument: UInt64 = 0) {
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
  func consume(_ action: Action, at step: Step, _ index: Int) -> UInt64? {
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

  func step(at index: Int) -> Step {
    guard index < Field.traceCapacity else { return Step(kind: .load, place: -1) }
    let entry = get(Field.trace + index)
    guard let kind = StepKind(rawValue: UInt8(entry >> 56)) else {
      fatalError("The control's memory was overwritten.")
    }
    return Step(kind: kind, place: Int(entry & (1 << 56 - 1)))
  }

  func get(_ field: Int) -> UInt64 {
    let word: UnsafeMutablePointer<Atomic<UInt64>> = memory.atomic(at: field * 8)
    return word.pointee.load(ordering: .acquiring)
  }

  func set(_ field: Int, _ value: UInt64) {
    let word: UnsafeMutablePointer<Atomic<UInt64>> = memory.atomic(at: field * 8)
    word.pointee.store(value, ordering: .releasing)
  }

  var state: StepState { StepState(word: memory.atomic(at: Field.state * 8)) }
}

/// Where a process is that a test directs, in a word that both sides wait on: unlike `SharedWord`, unseen by the hook.
struct StepState {
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

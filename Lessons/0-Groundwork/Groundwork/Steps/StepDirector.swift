#if DEBUG
/// Who is asked before each step of the threads that it directs, in their own process.
///
/// A `StepControl` directs other processes by what it was told before. A director decides at each
/// step, and may keep a thread waiting in `before` for as long as it likes.
package protocol StepDirector: AnyObject, Sendable {
  /// Called on the thread that is about to take the step.
  func before(_ operation: StepOperation) -> StepOutcome

  /// The time by the clock of the threads that it directs: what their deadlines go by.
  var now: ContinuousClock.Instant { get }
}

/// A step with all that is known of it.
package struct StepOperation: Sendable {
  /// What is done, and where.
  package let step: Step
  /// The address of the shared word or memory; nil for descriptors.
  package let address: UInt?
  /// The value that a `wait` sleeps on, and how many a `wake` is to wake; otherwise 0.
  package let operand: Int
  /// When a `wait` gives up, if it does.
  package let deadline: ContinuousClock.Instant?

  init(
    step: Step, address: UInt? = nil, operand: Int = 0, deadline: ContinuousClock.Instant? = nil
  ) {
    self.step = step
    self.address = address
    self.operand = operand
    self.deadline = deadline
  }
}

extension StepHook {
  /// Does `work` on the calling thread, as `director` directs.
  package static func directed<Value>(
    by director: any StepDirector, _ work: () throws -> Value
  ) rethrows -> Value {
    Puppet.install(director, on: .thread)
    defer { Puppet.install(nil, on: .thread) }
    return try work()
  }
}
#endif

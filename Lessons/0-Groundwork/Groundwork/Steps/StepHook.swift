#if DEBUG
/// The operations that the step hook sees.
@usableFromInline
package enum StepKind: UInt8, CaseIterable, Sendable {
  /// Of a shared word, 32 or 64 bits wide.
  case load, store, exchange, compareExchange, wait, wake
  /// Of shared memory.
  case memoryLoad, memoryStore
  /// Of a descriptor.
  case read, write, waitUntilReadable, close
}

/// What the step hook wants of the operation that asked it.
@usableFromInline
package enum StepOutcome: Sendable {
  /// Go on as usual.
  case proceed
  /// Don't take place: a `compareExchange` that sets nothing, a `wait` that was woken for no
  /// reason, a system call that a signal interrupted (EINTR).
  case fail
  /// Read or write no more than so many bytes, at least one.
  case limit(Int)
  /// Return at once, and say so: a `wait` that it was woken, a `wake` that it woke so many. Other
  /// operations proceed.
  case woken(Int)
}

/// One operation that the step hook saw.
package struct Step: Hashable, Sendable, CustomStringConvertible {
  /// What was done.
  package let kind: StepKind
  /// The offset in the memory, or the number of the descriptor.
  package let place: Int

  package init(kind: StepKind, place: Int) {
    self.kind = kind
    self.place = place
  }

  package var description: String { "\(kind)@\(place)" }
}

/// Debug builds only: called before each operation on shared words, memory and descriptors.
///
/// It does nothing until a `StepControl` or another `StepDirector` is installed. What it does itself
/// on shared memory is not seen by it.
@usableFromInline
package enum StepHook {
  /// To be called before each system call on a descriptor, also when it is called again after EINTR.
  package static func before(_ kind: StepKind, descriptor: CInt) -> StepOutcome {
    guard let director else { return .proceed }
    return director.before(StepOperation(step: Step(kind: kind, place: Int(descriptor))))
  }

  /// The time by the calling thread's clock.
  static var now: ContinuousClock.Instant { director?.now ?? .now }
}
#endif

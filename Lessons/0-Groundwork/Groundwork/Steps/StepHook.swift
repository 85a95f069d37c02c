#if DEBUG
import Synchronization

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

/// Debug builds only: called before each operation on shared words, memory and descriptors.
///
/// It does nothing until a `StepControl` or another `StepDirector` is installed. What it does itself
/// on shared memory is not seen by it.
@usableFromInline
package enum StepHook {
  /// To be called before an operation on shared memory.
  @usableFromInline
  package static func before(
    _ kind: StepKind, at address: UnsafeMutableRawPointer, in memory: SharedMemory,
    operand: Int = 0, until deadline: Deadline? = nil
  ) -> StepOutcome {
    guard let director = Puppet.current else { return .proceed }
    return director.before(
      StepOperation(
        step: Step(kind: kind, place: memory.offset(of: address)),
        address: UInt(bitPattern: address), operand: operand, deadline: deadline?.instant))
  }

  /// To be called before each system call on a descriptor, also when it is called again after EINTR.
  package static func before(_ kind: StepKind, descriptor: CInt) -> StepOutcome {
    guard let director = Puppet.current else { return .proceed }
    return director.before(StepOperation(step: Step(kind: kind, place: Int(descriptor))))
  }

  /// The time by the calling thread's clock.
  static var now: ContinuousClock.Instant { Puppet.current?.now ?? .now }
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

/// This process's side of an installed `StepControl`.
final class Puppet: StepDirector {
  private let control: StepControl
  private let turn = Mutex(())

  init(_ control: StepControl) { self.control = control }

  var now: ContinuousClock.Instant { .now }

  func before(_ operation: StepOperation) -> StepOutcome {
    let step = operation.step
    let (index, isParked) = turn.withLock { _ in control.begin(step) }
    // Not under the lock: the other threads of a process go on while one is parked.
    if isParked { control.park(at: index) }
    return turn.withLock { _ in control.outcome(of: step, index) }
  }
}

extension Puppet {
  /// Spares processes without a director the search for it.
  private static let isInUse = Atomic(false)
  private static let ofProcess = Mutex<(any StepDirector)?>(nil)

  /// What a thread holds on to: a pointer has room for no more than one object.
  private final class Strings: Sendable {
    let director: any StepDirector
    init(_ director: any StepDirector) { self.director = director }
  }

  /// Holds retained strings; those of a thread which never lets go last as long as the process.
  private static let ofThread: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Who directs the calling thread, if anybody does.
  static var current: (any StepDirector)? {
    guard isInUse.load(ordering: .relaxed) else { return nil }
    if let own = pthread_getspecific(ofThread) {
      return Unmanaged<Strings>.fromOpaque(own).takeUnretainedValue().director
    }
    return ofProcess.withLock { $0 }
  }

  static func install(_ director: (any StepDirector)?, on scope: StepControl.Scope) {
    isInUse.store(true, ordering: .relaxed)
    switch scope {
    case .thread:
      if let old = pthread_getspecific(ofThread) { Unmanaged<Strings>.fromOpaque(old).release() }
      let own = director.map { Unmanaged.passRetained(Strings($0)).toOpaque() }
      pthread_setspecific(ofThread, own)
    case .process:
      ofProcess.withLock { $0 = director }
    }
  }
}
#endif

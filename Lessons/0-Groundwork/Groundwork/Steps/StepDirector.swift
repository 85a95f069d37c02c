#if DEBUG
import Synchronization

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

/// Whom a director directs.
package enum StepScope: Sendable {
  /// The thread that installed it. Others of its process go on unseen.
  case thread
  /// Every thread of the process that has no director of its own.
  case process
}

// MARK: - Who directs the calling thread

extension StepHook {
  /// Spares processes without a director the search for it.
  private static let isInUse = Atomic(false)
  private static let ofProcess = Mutex<(any StepDirector)?>(nil)

  /// The key of a thread's own director, retained; that of a thread which never lets go lasts as long
  /// as the process.
  private static let ofThread: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// A director as an object: a thread's key has room for one pointer, and a protocol's value has two.
  private final class Box: Sendable {
    let director: any StepDirector
    init(_ director: any StepDirector) { self.director = director }
  }

  /// Who directs the calling thread, if anybody does.
  static var director: (any StepDirector)? {
    guard isInUse.load(ordering: .relaxed) else { return nil }
    if let own = pthread_getspecific(ofThread) {
      return Unmanaged<Box>.fromOpaque(own).takeUnretainedValue().director
    }
    return ofProcess.withLock { $0 }
  }

  /// From now on `director` directs the calling thread, or the process; nil: nobody does.
  static func install(_ director: (any StepDirector)?, on scope: StepScope) {
    isInUse.store(true, ordering: .relaxed)
    switch scope {
    case .thread:
      if let old = pthread_getspecific(ofThread) { Unmanaged<Box>.fromOpaque(old).release() }
      let own = director.map { Unmanaged.passRetained(Box($0)).toOpaque() }
      pthread_setspecific(ofThread, own)
    case .process:
      ofProcess.withLock { $0 = director }
    }
  }

  /// Does `work` on the calling thread, as `director` directs.
  package static func directed<Value>(
    by director: any StepDirector, _ work: () throws -> Value
  ) rethrows -> Value {
    install(director, on: .thread)
    defer { install(nil, on: .thread) }
    return try work()
  }
}
#endif

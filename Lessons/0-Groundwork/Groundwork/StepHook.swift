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
  }

  /// Debug builds only: called before each operation on shared words, memory and descriptors.
  ///
  /// It does nothing until a `StepControl` is installed. What it does itself on shared memory is not
  /// seen by it.
  @usableFromInline
  package enum StepHook {
    /// To be called before an operation on shared memory.
    @usableFromInline
    package static func before(
      _ kind: StepKind, at address: UnsafeMutableRawPointer, in memory: SharedMemory
    ) -> StepOutcome {
      guard let puppet = Puppet.current else { return .proceed }
      return puppet.step(Step(kind: kind, place: memory.offset(of: address)))
    }

    /// To be called before each system call on a descriptor, also when it is called again after EINTR.
    package static func before(_ kind: StepKind, descriptor: CInt) -> StepOutcome {
      guard let puppet = Puppet.current else { return .proceed }
      return puppet.step(Step(kind: kind, place: Int(descriptor)))
    }
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
  final class Puppet: Sendable {
    private let control: StepControl
    private let turn = Mutex(())

    init(_ control: StepControl) { self.control = control }

    func step(_ step: Step) -> StepOutcome {
      let (index, isParked) = turn.withLock { _ in control.begin(step) }
      // Not under the lock: the other threads of a process go on while one is parked.
      if isParked { control.park(at: index) }
      return turn.withLock { _ in control.outcome(of: step, index) }
    }
  }

  extension Puppet {
    /// Spares processes without a control the search for it.
    private static let isInUse = Atomic(false)
    private static let ofProcess = Mutex<Puppet?>(nil)
    /// Holds a retained puppet; that of a thread which never uninstalls it lasts as long as the process.
    private static let ofThread: pthread_key_t = {
      var key = pthread_key_t()
      pthread_key_create(&key, nil)
      return key
    }()

    /// The puppet that the calling thread is, if it is one.
    static var current: Puppet? {
      guard isInUse.load(ordering: .relaxed) else { return nil }
      if let own = pthread_getspecific(ofThread) {
        return Unmanaged<Puppet>.fromOpaque(own).takeUnretainedValue()
      }
      return ofProcess.withLock { $0 }
    }

    static func install(_ puppet: Puppet?, on scope: StepControl.Scope) {
      isInUse.store(true, ordering: .relaxed)
      switch scope {
      case .thread:
        if let old = pthread_getspecific(ofThread) { Unmanaged<Puppet>.fromOpaque(old).release() }
        let own = puppet.map { Unmanaged.passRetained($0).toOpaque() }
        pthread_setspecific(ofThread, own)
      case .process:
        ofProcess.withLock { $0 = puppet }
      }
    }
  }
#endif

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
    /// Don't take place: a `compareExchange` that found another value, a `wait` that was woken for
    /// no reason, a system call that a signal interrupted (EINTR).
    case fail
    /// Read or write no more than so many bytes.
    case limit(Int)
  }

  /// Debug builds only: called before each operation on shared words, memory and descriptors.
  @usableFromInline
  package enum StepHook {
    /// To be called before an operation on shared memory.
    @usableFromInline
    package static func before(
      _ kind: StepKind, at address: UnsafeMutableRawPointer, in memory: SharedMemory
    ) -> StepOutcome {
      .proceed
    }

    /// To be called before an operation on a descriptor: before each system call, also when it is
    /// called again after EINTR.
    package static func before(_ kind: StepKind, descriptor: CInt) -> StepOutcome {
      .proceed
    }
  }
#endif

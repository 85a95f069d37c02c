public import CPlatform

// Who holds a lock must be known to be dead: also while nobody has waited for it, and also when its
// number belongs to another process by now. docs/Workbook.docc/liveness.md tells what was tried.

/// A thread of some process, so that others can tell whether it still lives: the owner of a lock.
///
/// Ended is ended: it makes no difference whether the thread returned, its process exited or was
/// killed, whether a parent has waited for it, or whether the number has been given to another
/// thread since. A stopped thread (SIGSTOP) lives. So does one that closed all its descriptors.
///
/// The identity means the same in every process that shares this one's process identifiers, and
/// fits in one `SharedWord64`. What it doesn't see: a process that replaced itself by `exec` goes on
/// living. Between containers (PID namespaces) it means nothing.
///
/// ```swift
/// let owner = SharedWord64(in: try SharedMemory(byteCount: 8), at: 0)
/// owner.store(ThreadIdentity.current.rawValue)
///
/// let seen = ThreadIdentity(rawValue: owner.load())
/// print(seen.isAlive ? "the owner lives" : "the owner has ended")
/// ```
public struct ThreadIdentity: RawRepresentable, Hashable, Sendable, BitwiseCopyable, Codable {
  /// The bits for shared memory; 0 stands for nobody.
  ///
  /// Bits 0 to 21 are the thread's number. Bits 22 to 31 are zero: a lock can keep flags there.
  /// Bits 32 to 63 tell apart threads that had the same number, by when they were started.
  public let rawValue: UInt64

  /// The bits of `rawValue` that are always zero.
  @inlinable
  public static var spareBits: UInt64 { 0xFFC0_0000 }

  /// The identity of these bits; spare bits are dropped.
  @inlinable
  public init(rawValue: UInt64) { self.rawValue = rawValue & ~Self.spareBits }

  /// The calling thread.
  ///
  /// About 2 ns, without a system call: it is looked up once a thread, and again after a `fork`. Not in
  /// asynchronous code, which changes threads at each `await`.
  @available(*, noasync)
  @inlinable
  public static var current: ThreadIdentity {
    let cached = workbook_cached_thread_identity()
    return cached == 0 ? lookUp() : ThreadIdentity(rawValue: cached)
  }

  @usableFromInline
  static func lookUp() -> ThreadIdentity {
    let identity = ThreadIdentity(rawValue: ProcessTable.currentThread())
    workbook_cache_thread_identity(identity.rawValue)
    return identity
  }

  /// Whether the thread lives.
  ///
  /// About 6 µs: it asks the kernel, and needs no privilege. When in doubt, as when this process has
  /// no descriptor to spare, the answer is true: ask again later.
  public var isAlive: Bool { rawValue != 0 && ProcessTable.isThreadAlive(rawValue) }
}

/// A process, so that others can tell whether it still lives: who takes part in something.
///
/// As `ThreadIdentity`, but it lives for as long as any thread of the process does.
///
/// ```swift
/// let seats = try SharedMemory(byteCount: 8)
/// seats.store(ProcessIdentity.current.rawValue, at: 0)
///
/// let member = ProcessIdentity(rawValue: seats.load(at: 0, as: UInt64.self))
/// if !member.isAlive { print("process \(member.pid) has left") }
/// ```
public struct ProcessIdentity: RawRepresentable, Hashable, Sendable, BitwiseCopyable, Codable {
  /// The bits for shared memory; 0 stands for nobody.
  ///
  /// Laid out as those of a `ThreadIdentity`.
  public let rawValue: UInt64

  /// The identity of these bits; spare bits are dropped.
  @inlinable
  public init(rawValue: UInt64) { self.rawValue = rawValue & ~ThreadIdentity.spareBits }

  /// The process with the identifier `pid`, ended or not; nil if there is none.
  ///
  /// It is surely the one that is meant only as long as that can't be waited for by others.
  public init?(of pid: Int32) {
    guard let found = ProcessTable.process(pid) else { return nil }
    self.init(rawValue: found)
  }

  /// The process that runs this code; right in a forked child too.
  @inlinable
  public static var current: ProcessIdentity {
    let cached = workbook_cached_process_identity()
    return cached == 0 ? lookUp() : ProcessIdentity(rawValue: cached)
  }

  @usableFromInline
  static func lookUp() -> ProcessIdentity {
    let identity = ProcessIdentity(rawValue: ProcessTable.currentProcess())
    workbook_cache_process_identity(identity.rawValue)
    return identity
  }

  /// The process identifier.
  public var pid: Int32 { Int32(truncatingIfNeeded: rawValue & 0x3F_FFFF) }

  /// Whether the process lives: a zombie does not.
  ///
  /// About 6 µs: it asks the kernel, and needs no privilege. When in doubt the answer is true.
  public var isAlive: Bool { rawValue != 0 && ProcessTable.isProcessAlive(rawValue) }
}

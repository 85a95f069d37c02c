internal import CPlatform
import Synchronization

/// A file descriptor that closes itself at its last release.
///
/// Close-on-exec from birth: other programs that this process starts don't inherit it. Codable only
/// while a child is started or a message is sent: the other process then has a descriptor of its own
/// for the same file, pipe or socket, and each is closed on its own.
///
/// Any thread may use it, and close it. A number that was closed is soon given to another file, so
/// calls that are still running keep the number open until they have returned.
///
/// ```swift
/// let (reader, writer) = try Descriptor.pipe()
/// _ = try Array("hello".utf8).withUnsafeBytes { try writer.write($0) }
/// writer.close()
///
/// var bytes = [UInt8](repeating: 0, count: 100)
/// let count = try bytes.withUnsafeMutableBytes { try reader.read(into: $0) }
/// print(String(decoding: bytes.prefix(count), as: UTF8.self))
/// reader.close()
/// ```
public final class Descriptor: Sendable {
  private let owned: CInt

  /// Twice the number of calls that are using the descriptor, plus 1 once it is closed.
  private let state = Atomic<Int>(0)

  /// What `workbook_kind` says, which never changes; 0 before it was asked.
  private let kind = Atomic<CInt>(0)

  /// Takes over `number`, which must be open: this object closes it.
  ///
  /// It becomes close-on-exec.
  ///
  /// - Parameter number: A descriptor that nothing else closes.
  public convenience init(owning number: CInt) {
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    self.init(closeOnExec: number)
  }

  /// Takes over a descriptor that is close-on-exec already.
  init(closeOnExec number: CInt) {
    owned = number
  }

  deinit {
    close()
  }

  /// A new descriptor for what `number` stands for, which stays open (`fcntl`, `F_DUPFD_CLOEXEC`).
  ///
  /// - Parameter number: Any open descriptor, such as 1 for standard output.
  /// - Returns: The new one.
  /// - Throws: `SystemError`, such as EBADF if `number` is not open.
  public static func duplicate(_ number: CInt) throws -> Descriptor {
    Descriptor(closeOnExec: try check("fcntl") { fcntl(number, F_DUPFD_CLOEXEC, 0) })
  }

  /// The number that system calls take; -1, which they refuse with EBADF, once it is closed.
  ///
  /// It is good for as long as this object is alive and not closed; `withNumber` sees to both.
  public var number: CInt { isClosed ? -1 : owned }

  /// Whether `close` was called.
  public var isClosed: Bool { state.load(ordering: .acquiring) & 1 == 1 }

  /// Closes the descriptor; again is harmless (`close`).
  ///
  /// A call in another thread that is using the descriptor goes on, and the file is closed when it
  /// returns. Calls that begin later throw EBADF.
  public func close() {
    let before = state.bitwiseOr(1, ordering: .acquiringAndReleasing).oldValue
    if before == 0 { closeNow() }
  }

  private func closeNow() {
    #if DEBUG
    _ = StepHook.before(.close, descriptor: owned)
    #endif
    // Not again after EINTR: on Linux the number is free then, and may be somebody else's.
    _ = systemClose(owned)
  }

  /// Calls `body` with the number, which stays open until `body` has returned.
  ///
  /// - Parameters:
  ///   - call: The call that `body` makes, for the error.
  ///   - body: Uses the number, and doesn't close it.
  /// - Returns: What `body` returns.
  /// - Throws: `SystemError` with EBADF if the descriptor is closed, and what `body` throws.
  public func withNumber<Result>(
    for call: String, _ body: (CInt) throws -> Result
  ) throws -> Result {
    let number = try beginUse(for: call)
    defer { endUse() }
    return try body(number)
  }

  /// The number, which stays open until `endUse`.
  func beginUse(for call: String) throws -> CInt {
    var now = state.load(ordering: .relaxed)
    while true {
      if now & 1 == 1 {
        throw SystemError(call, number: EBADF, detail: "This descriptor was closed before.")
      }
      let (exchanged, original) = state.weakCompareExchange(
        expected: now, desired: now + 2, ordering: .acquiringAndReleasing)
      if exchanged { return owned }
      now = original
    }
  }

  func endUse() {
    // Nobody begins once it is closed, so that only one call sees 1 here.
    if state.subtract(2, ordering: .acquiringAndReleasing).newValue == 1 { closeNow() }
  }
}

// MARK: - Making descriptors

extension Descriptor {
  /// Both ends of a new pipe: what is written to one can be read from the other (`pipe2`).
  ///
  /// - Throws: `SystemError`, such as EMFILE if this process has too many descriptors open.
  public static func pipe() throws -> (reader: Descriptor, writer: Descriptor) {
    let (reader, writer) = try pair("pipe2", workbook_pipe)
    return (reader, writer)
  }

  /// Both ends of a new, connected pair of stream sockets (`socketpair`).
  ///
  /// - Throws: `SystemError`, such as EMFILE if this process has too many descriptors open.
  public static func socketPair() throws -> (Descriptor, Descriptor) {
    try pair("socketpair", workbook_socket_pair)
  }

  /// A descriptor that becomes readable once the process `pid` has ended (`pidfd_open`).
  ///
  /// It stands for this very process, also after its number went to another one. If there is no such
  /// process any more, it is readable at once: others may reap a child at any moment, and the system
  /// does so if SIGCHLD is ignored.
  ///
  /// - Parameter pid: A child that was not waited for yet, or any process that is known to live.
  /// - Returns: The descriptor; each call makes another one.
  /// - Throws: `SystemError`, such as EMFILE if this process has too many descriptors open.
  public static func process(_ pid: pid_t) throws -> Descriptor {
    do {
      return Descriptor(
        closeOnExec: try check("pidfd_open", detail: "For process \(pid).") {
          workbook_process_descriptor(pid)
        })
    } catch let error as SystemError where error.number == ESRCH {
      let (atItsEnd, writer) = try pipe()
      writer.close()
      return atItsEnd
    }
  }

  private static func pair(
    _ call: String, _ make: (UnsafeMutablePointer<CInt>) -> CInt
  ) throws -> (Descriptor, Descriptor) {
    try withUnsafeTemporaryAllocation(of: CInt.self, capacity: 2) { ends in
      guard let base = ends.baseAddress else { throw SystemError(call, number: EFAULT) }
      _ = try check(call) { make(base) }
      return (Descriptor(closeOnExec: ends[0]), Descriptor(closeOnExec: ends[1]))
    }
  }
}

// MARK: - Using descriptors

extension Descriptor {
  /// Reads at most `buffer.count` bytes, at least one unless at the end (`read`).
  ///
  /// Blocks until there is something; starts again after EINTR.
  ///
  /// - Parameter buffer: Where the bytes go.
  /// - Returns: The number of bytes that were read; 0 at the end.
  /// - Throws: `SystemError`, EBADF if the descriptor is closed.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try withNumber(for: "read") { number in
      try check("read") {
        transfer(.reading, of: buffer.count) { systemRead(number, buffer.baseAddress, $0) }
      }
    }
  }

  /// Writes some of `bytes`, at least one (`write`, or `send` with `MSG_NOSIGNAL`).
  ///
  /// Blocks while there is no room; starts again after EINTR. Never raises SIGPIPE.
  ///
  /// - Parameter bytes: What to write.
  /// - Returns: The number of bytes that were written, which may be less than asked for.
  /// - Throws: `SystemError`: EPIPE if nobody can read any more, EBADF if the descriptor is closed.
  public func write(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    try withNumber(for: "write") { number in
      try check("write") {
        transfer(.writing, of: bytes.count) {
          workbook_write(number, bytes.baseAddress, $0, kind(of: number))
        }
      }
    }
  }

  /// Calls `call` with the number of bytes that it may read or write: in debug builds the step hook
  /// may lower it, or let the call fail as if a signal had interrupted it.
  func transfer(_ direction: Readiness, of byteCount: Int, _ call: (Int) -> Int) -> Int {
    #if DEBUG
    switch StepHook.before(direction == .reading ? .read : .write, descriptor: owned) {
    case .proceed, .woken: return call(byteCount)
    case .limit(let limit): return call(min(limit, byteCount))
    case .fail:
      errno = EINTR
      return -1
    }
    #else
    return call(byteCount)
    #endif
  }

  private func kind(of number: CInt) -> CInt {
    let known = kind.load(ordering: .relaxed)
    if known != 0 { return known }
    let kind = workbook_kind(number)
    self.kind.store(kind, ordering: .relaxed)
    return kind
  }

  /// Waits until a read would not block: there are bytes, or it is the end (`ppoll`).
  ///
  /// - Parameter deadline: When to give up; in the past, it only looks.
  /// - Returns: Whether a read would not block; false if the deadline came first.
  /// - Throws: `SystemError`, EBADF if the descriptor is closed.
  public func waitUntilReadable(until deadline: Deadline = .never) throws -> Bool {
    try withNumber(for: "poll") { number in
      while true {
        #if DEBUG
        if case .fail = StepHook.before(.waitUntilReadable, descriptor: number) {
          if deadline.hasPassed { return false }
          continue
        }
        #endif
        let limit = deadline.remainingNanoseconds
        switch workbook_poll(number, Int16(POLLIN), limit) {
        case 0 where limit >= 0 && deadline.hasPassed: return false
        case 0: continue
        case -1 where errno == EINTR: continue
        case -1: throw SystemError("poll")
        case let events where events & CInt(POLLNVAL) != 0:
          throw SystemError("poll", number: EBADF, detail: "Something else closed it.")
        default: return true
        }
      }
    }
  }
}

// MARK: - Handing descriptors to other processes

extension Descriptor: Codable, Receivable {
  static func received(from decoder: any Decoder) throws -> Descriptor {
    let attachments = try decoder.attachments(for: Descriptor.self)
    let index = try decoder.singleValueContainer().decode(Int.self)
    return try decoder.descriptor(at: index, of: attachments)
  }

  /// Hands the descriptor to the process that is started, or that the message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere, or if the descriptor is closed.
  public func encode(to encoder: any Encoder) throws {
    let index = try encoder.attach(self, of: self)
    var container = encoder.singleValueContainer()
    try container.encode(index)
  }
}

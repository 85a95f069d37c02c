#if os(Linux)
internal import CPlatform
import Glibc

/// What the kernel tells about processes and threads, in `/proc/NUMBER/stat`.
///
/// The numbers are unique: a thread never has that of another thread or process. The moment of the
/// start, in ticks of 10 ms since the system came up, tells apart who had a number one after the
/// other: all numbers can't be used up in one tick. 32 bits of it last for 497 days.
enum ProcessTable {
  static func currentThread() -> UInt64 {
    identity(number: workbook_thread_number(), start: procfs ? entry("thread-self")?.start : nil)
  }

  static func currentProcess() -> UInt64 {
    identity(number: getpid(), start: procfs ? entry("self")?.start : nil)
  }

  static func process(_ pid: pid_t) -> UInt64? {
    guard pid > 0, exists(pid) else { return nil }
    return identity(number: pid, start: procfs ? entry("\(pid)")?.start : nil)
  }

  static func isThreadAlive(_ identity: UInt64) -> Bool {
    isAlive(identity) { !$0.hasEnded }
  }

  /// The first thread may end before the others: it stays behind as a zombie until they have.
  static func isProcessAlive(_ identity: UInt64) -> Bool {
    isAlive(identity) { !$0.hasEnded || $0.threads > 1 }
  }

  private static func isAlive(_ identity: UInt64, by rule: (Entry) -> Bool) -> Bool {
    let number = pid_t(truncatingIfNeeded: identity & 0x3F_FFFF)
    // To `kill`, 0 is this process's group.
    guard number > 0, exists(number) else { return false }
    let start = UInt32(truncatingIfNeeded: identity >> 32)
    guard procfs else { return true }
    guard let entry = entry("\(number)") else { return exists(number) }
    return (start == 0 || entry.start == start) && rule(entry)
  }

  /// A start of 0 is unknown, if `/proc` could not be read; then no reused number is noticed.
  ///
  /// The number is at most 22 bits wide: the kernel's PID_MAX_LIMIT is 4,194,304.
  private static func identity(number: pid_t, start: UInt32?) -> UInt64 {
    UInt64(start ?? 0) << 32 | UInt64(truncatingIfNeeded: number)
  }

  /// Whether the number belongs to anyone, a zombie included.
  private static func exists(_ number: pid_t) -> Bool {
    kill(number, 0) == 0 || errno != ESRCH
  }

  /// Whether `/proc` is there, and speaks of the numbers that this process knows.
  private static let procfs: Bool = {
    guard let entry = entry("self") else { return errno != ENOENT }
    return entry.number == getpid()
  }()

  fileprivate struct Entry {
    var number: pid_t
    var state: UInt8
    var threads: Int
    var start: UInt32

    /// Zombie, or on the way out of the table.
    var hasEnded: Bool { state == UInt8(ascii: "Z") || state | 0x20 == UInt8(ascii: "x") }
  }

  private static func entry(_ name: String) -> Entry? {
    let descriptor = open("/proc/\(name)/stat", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer -> Entry? in
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      guard count > 0 else { return nil }
      return Entry(line: UnsafeRawBufferPointer(buffer)[..<count])
    }
  }
}

extension ProcessTable.Entry {
  /// `NUMBER (NAME) STATE …`: NAME may hold spaces and parentheses, so the last one closes it.
  fileprivate init?(line: Slice<UnsafeRawBufferPointer>) {
    guard let close = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = line[close...].dropFirst(2).split(separator: UInt8(ascii: " "), maxSplits: 20)
    // The first of these fields is the line's third.
    guard fields.count > 19, let state = fields[0].first,
      let number = Self.decimal(line.prefix { $0 != UInt8(ascii: " ") }),
      let threads = Self.decimal(fields[17]), let start = Self.decimal(fields[19])
    else { return nil }
    self.init(
      number: pid_t(truncatingIfNeeded: number), state: state,
      threads: Int(truncatingIfNeeded: threads), start: UInt32(truncatingIfNeeded: start))
  }

  private static func decimal(_ digits: Slice<UnsafeRawBufferPointer>) -> UInt64? {
    var value: UInt64 = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      value = value &* 10 &+ UInt64(digit - 48)
    }
    return digits.isEmpty ? nil : value
  }
}
#endif

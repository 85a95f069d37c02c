import CPlatform
import Groundwork

/// What a sandbox tells the grader: memory that the grader, the guard, the test's process and its
/// children all map.
///
/// Entries are only ever added, by any of these processes, at any moment, and each may be killed
/// while it writes. So an entry's space is reserved by one atomic addition, and the entry counts
/// once its `kind` is stored, last. Memory outlives what a test may do to descriptors.
///
/// Layout, in bytes: 0 the stage; 8 the space used by the test; 16 the space used by the guard;
/// 24 the number of entries that did not fit; from 64 on the test's entries; from `guardStart` on
/// those of the guard, which a test can't crowd out.
struct Record: @unchecked Sendable {
  /// How far the test has come.
  enum Stage: UInt32 {
    /// Its function was not reached.
    case loading = 0
    /// Its function runs.
    case running = 1
    /// Its function has returned, and what it left behind is written down.
    case finished = 2
  }

  static let byteCount = guardStart + 256 * 1024
  private static let testStart = 64
  private static let guardStart = 2 * 1024 * 1024

  /// The record that this process writes to; `nil` outside a sandbox.
  ///
  /// Set before the first thread is started, and never again.
  nonisolated(unsafe) static var current: Record?

  private let base: UnsafeMutableRawPointer

  /// Maps the record; `nil` if `descriptor` is not one.
  init?(descriptor: CInt) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size == Self.byteCount,
      let base = mmap(
        nil, Self.byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      base != MAP_FAILED
    else { return nil }
    self.base = base
  }

  func unmap() {
    munmap(base, Self.byteCount)
  }

  var stage: Stage {
    get { Stage(rawValue: workbook_published(base)) ?? .loading }
    nonmutating set { workbook_publish(base, newValue.rawValue) }
  }

  /// How many entries found no room.
  var droppedCount: Int { Int(workbook_fetch_add(base + 24, 0)) }

  // MARK: Adding

  /// Adds an entry of the test or its children.
  func add(_ entry: RecordEntry) {
    add(entry, counter: base + 8, from: Self.testStart, to: Self.guardStart)
  }

  /// Adds an entry of the guard.
  func addFromGuard(_ entry: RecordEntry) {
    add(entry, counter: base + 16, from: Self.guardStart, to: Self.byteCount)
  }

  /// An entry: its kind with a mark (4 bytes), the payload's length (4), the payload, padded to 8.
  private static let mark: UInt32 = 0x5742_0000

  private func add(_ entry: RecordEntry, counter: UnsafeMutableRawPointer, from: Int, to: Int) {
    let payload = entry.payload
    let size = (8 + payload.count + 7) & ~7
    // Only entries that can fit reserve space: one giant must not use up the room of the others.
    guard size <= (to - from) / 4 else { return noteDrop() }
    let offset = from + Int(truncatingIfNeeded: workbook_fetch_add(counter, UInt64(size)))
    guard offset >= from, offset + size <= to else { return noteDrop() }
    (base + offset + 4).storeBytes(of: UInt32(payload.count), as: UInt32.self)
    payload.withUnsafeBytes { bytes in
      if let source = bytes.baseAddress { memcpy(base + offset + 8, source, bytes.count) }
    }
    workbook_publish(base + offset, Self.mark | entry.kind)
  }

  private func noteDrop() {
    _ = workbook_fetch_add(base + 24, 1)
  }

  /// Takes room and writes nothing, as a process does that is killed at that moment.
  ///
  /// For tests.
  func reserve(_ size: UInt64) {
    _ = workbook_fetch_add(base + 8, size)
  }

  /// Writes over a byte.
  ///
  /// For tests.
  func damage(at offset: Int, _ byte: UInt8) {
    (base + offset).storeBytes(of: byte, as: UInt8.self)
  }

  // MARK: Reading

  /// The complete entries, in order: the test's, then the guard's.
  var entries: [RecordEntry] {
    entries(counter: base + 8, from: Self.testStart, to: Self.guardStart)
      + entries(counter: base + 16, from: Self.guardStart, to: Self.byteCount)
  }

  private func entries(counter: UnsafeMutableRawPointer, from: Int, to: Int) -> [RecordEntry] {
    let used = Int(truncatingIfNeeded: workbook_fetch_add(counter, 0))
    let end = used >= 0 && used <= to - from ? from + used : to
    var entries: [RecordEntry] = []
    var offset = from
    while offset + 8 <= end {
      let head = workbook_published(base + offset)
      let length = Int((base + offset + 4).load(as: UInt32.self))
      guard head & 0xFFFF_0000 == Self.mark, offset + 8 + length <= end else {
        // A process was killed while it wrote here: the next entry begins further on.
        offset += 8
        continue
      }
      let payload = UnsafeRawBufferPointer(start: base + offset + 8, count: length)
      if let entry = RecordEntry(kind: head & 0xFFFF, payload: payload) { entries.append(entry) }
      offset += (8 + length + 7) & ~7
    }
    return entries
  }
}

/// One thing that a sandbox tells the grader.
enum RecordEntry: Equatable {
  /// An expectation failed, an error was thrown, or an issue was recorded.
  case issue(RecordedIssue)
  /// A `todo()` was reached, in the process `pid`.
  case todo(goal: String, file: String, line: Int, pid: Int)
  /// The thread on which the test's function began.
  case testThread(Int)
  /// A child was started by `launch`.
  case child(pid: Int, name: String, endsWithParent: Bool)
  /// A child that was there after the test: a zombie, or still running.
  case leftChild(pid: Int, isZombie: Bool, command: String)
  /// A descriptor that was there after the test and not before.
  case leftDescriptor(number: Int, target: String)
  /// From the guard: how the test's process ended, as `waitpid` tells it.
  case ended(status: Int)
  /// From the guard: a process that outlived the test's process, and was ended.
  case survivor(pid: Int, command: String)
  /// From the guard: the end of what was printed, and how many bytes it was in all.
  case output(tail: [UInt8], total: Int)
}

/// An issue as Swift Testing tells it, with the place where it was recorded.
struct RecordedIssue: Equatable {
  /// What went wrong, such as "Expectation failed: (a → 3) == 4".
  var text: String
  /// The comments of the expectation.
  var comments: [String]
  /// The arguments of the test case, such as "n → 1", if it has any.
  var arguments: String
  var fileID: String
  var filePath: String
  var line: Int
  var column: Int
}

// MARK: - Bytes

extension RecordEntry {
  fileprivate var kind: UInt32 {
    switch self {
    case .issue: 1
    case .todo: 2
    case .testThread: 3
    case .child: 4
    case .leftChild: 5
    case .leftDescriptor: 6
    case .ended: 7
    case .survivor: 8
    case .output: 9
    }
  }

  fileprivate var payload: [UInt8] {
    var fields = FieldWriter()
    switch self {
    case .issue(let issue):
      fields.add(issue.text)
      fields.add(issue.comments.count)
      for comment in issue.comments { fields.add(comment) }
      fields.add(issue.arguments)
      fields.add(issue.fileID)
      fields.add(issue.filePath)
      fields.add(issue.line)
      fields.add(issue.column)
    case .todo(let goal, let file, let line, let pid):
      fields.add(goal)
      fields.add(file)
      fields.add(line)
      fields.add(pid)
    case .testThread(let thread):
      fields.add(thread)
    case .child(let pid, let name, let endsWithParent):
      fields.add(pid)
      fields.add(name)
      fields.add(endsWithParent ? 1 : 0)
    case .leftChild(let pid, let isZombie, let command):
      fields.add(pid)
      fields.add(isZombie ? 1 : 0)
      fields.add(command)
    case .leftDescriptor(let number, let target):
      fields.add(number)
      fields.add(target)
    case .ended(let status):
      fields.add(status)
    case .survivor(let pid, let command):
      fields.add(pid)
      fields.add(command)
    case .output(let tail, let total):
      fields.add(tail)
      fields.add(total)
    }
    return fields.bytes
  }

  fileprivate init?(kind: UInt32, payload: UnsafeRawBufferPointer) {
    var fields = FieldReader(bytes: payload)
    switch kind {
    case 1:
      let text = fields.string()
      let comments = (0..<min(max(fields.number(), 0), 1000)).map { _ in fields.string() }
      self = .issue(
        RecordedIssue(
          text: text, comments: comments, arguments: fields.string(), fileID: fields.string(),
          filePath: fields.string(), line: fields.number(), column: fields.number()))
    case 2:
      self = .todo(
        goal: fields.string(), file: fields.string(), line: fields.number(), pid: fields.number())
    case 3: self = .testThread(fields.number())
    case 4:
      self = .child(
        pid: fields.number(), name: fields.string(), endsWithParent: fields.number() != 0)
    case 5:
      self = .leftChild(
        pid: fields.number(), isZombie: fields.number() != 0, command: fields.string())
    case 6: self = .leftDescriptor(number: fields.number(), target: fields.string())
    case 7: self = .ended(status: fields.number())
    case 8: self = .survivor(pid: fields.number(), command: fields.string())
    case 9: self = .output(tail: fields.byteString(), total: fields.number())
    default: return nil
    }
  }
}

/// Numbers are 8 bytes; strings are a number and that many bytes.
private struct FieldWriter {
  var bytes: [UInt8] = []

  /// A string is cut at this many bytes; far above any message that a person would read.
  static let longest = 128 * 1024

  mutating func add(_ number: Int) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ string: [UInt8]) {
    let kept = string.prefix(Self.longest)
    add(kept.count)
    bytes.append(contentsOf: kept)
  }

  mutating func add(_ string: String) {
    add(Array(string.utf8))
  }
}

/// Reads what `FieldWriter` wrote.
///
/// Whatever is missing is zero or empty: a record is read even if the test wrote over it.
private struct FieldReader {
  let bytes: UnsafeRawBufferPointer
  var offset = 0

  init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  mutating func number() -> Int {
    guard offset + 8 <= bytes.count else { return 0 }
    defer { offset += 8 }
    return bytes.loadUnaligned(fromByteOffset: offset, as: Int.self)
  }

  mutating func byteString() -> [UInt8] {
    let count = number()
    guard count >= 0, count <= bytes.count - offset else { return [] }
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }

  mutating func string() -> String {
    String(decoding: byteString(), as: UTF8.self)
  }
}

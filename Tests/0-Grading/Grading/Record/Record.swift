import CPlatform
import Groundwork

/// What a sandbox tells the grader: memory that the grader, the guard, the test's process and its
/// children all map.
///
/// Entries are only ever added, by any of these processes, at any moment, and each may be killed
/// while it writes. So an entry's space is reserved by one atomic addition, and the entry counts
/// once its `kind` is stored, last. Memory outlives what a test may do to descriptors.
///
/// Layout, in bytes: 0 the stage; 4 the token of who finished; 8 the space used by the test; 16 the
/// space used by the guard; 24 the number of entries that did not fit; from 64 on the test's entries;
/// from `guardStart` on those of the guard, which a test can't crowd out.
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

  /// Says that the test has finished.
  ///
  /// - Parameter token: What the grader gave to this test's process before the test began: the test
  ///   itself does not know it.
  func finish(_ token: UInt32) {
    workbook_publish(base + 4, token)
    stage = .finished
  }

  /// Who said that the test has finished.
  var token: UInt32 { workbook_published(base + 4) }

  /// How many entries found no room.
  var droppedCount: Int { Int(clamping: workbook_fetch_add(base + 24, 0)) }

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

import Grading
import Groundwork

/// The lesson's own, in files where the testing library has one, too.
typealias ProgramEnd = ExitStatus

/// Where a program waits until it is let go: its input.
final class Gate: Sendable {
  let reader: Descriptor
  private let writer: Descriptor

  init() throws {
    (reader, writer) = try Descriptor.pipe()
  }

  /// Lets the program go on.
  func open() { writer.close() }

  func close() {
    writer.close()
    reader.close()
  }
}

extension Subprocess {
  /// A shell that waits at the gate, and then runs `script`.
  static func waiting(at gate: Gate, then script: String = "exit 0") -> Subprocess {
    Subprocess(["sh", "-c", "read line; \(script)"], input: .descriptor(gate.reader))
  }

  /// Starts the program without exercise 8.1.
  func startedByTest() throws -> pid_t {
    let pid = try spawn()
    state.withLock { $0 = .running(pid: pid) }
    return pid
  }
}

extension Subprocess {
  /// Closes what a broken `communicate` may have left open.
  func closeStreams() { _ = try? withStreams { $0.close() } }
}

/// The wait status of a program that exited with `code`.
func waitStatus(exitCode code: CInt) -> CInt { code << 8 }

/// A file without a name that holds `bytes`, to be read from its beginning.
func file(with bytes: [UInt8] = []) throws -> Descriptor {
  let file = try newFile()
  var rest = bytes[...]
  while !rest.isEmpty { rest = rest.dropFirst(try rest.withUnsafeBytes { try file.write($0) }) }
  lseek(file.number, 0, SEEK_SET)
  return file
}

/// All that a file holds.
func contents(of file: Descriptor) throws -> String {
  lseek(file.number, 0, SEEK_SET)
  return try file.readAll()
}

/// Random bytes, each of the 256 among them.
func randomBytes(_ count: Int, using random: inout Seeded) -> [UInt8] {
  var bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
  // Swapping a few thousand of many is random enough, and faster.
  for _ in 0..<min(count, 5_000) {
    bytes.swapAt(
      Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random))
  }
  return bytes
}

/// Very many bytes: some random ones again and again, at no even distance.
func manyBytes(_ count: Int, using random: inout Seeded) -> [UInt8] {
  let some = randomBytes(65_537, using: &random)
  return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    while filled < count {
      let size = min(some.count, count - filled)
      let rest = UnsafeMutableRawBufferPointer(
        UnsafeMutableBufferPointer(rebasing: buffer[filled...]))
      some.withUnsafeBytes { rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<size])) }
      filled += size
    }
  }
}

/// Says where two long lists of bytes differ, which an expectation would print in full.
func difference(_ seen: [UInt8], _ expected: [UInt8]) -> String? {
  if haveSameBytes(seen, expected) { return nil }
  let start = zip(seen, expected).prefix { $0 == $1 }.count
  return "\(seen.count) bytes came, of \(expected.count); the first difference is at \(start)"
}

/// A file that can be opened, and polled, and not be read: a folder.
func unreadable() throws -> Descriptor {
  let number = Groundwork.open("/", O_RDONLY | O_DIRECTORY)
  guard number >= 0 else { throw SystemError("open") }
  return Descriptor(owning: number)
}

/// Lets so much time go by that a thread which polls wakes up in it again and again.
func letTimePass() throws {
  try waitUntilPassed(Deadline(after: .milliseconds(250)))
}

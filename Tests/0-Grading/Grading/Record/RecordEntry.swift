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
  var kind: UInt32 {
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

  var payload: [UInt8] {
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

  init?(kind: UInt32, payload: UnsafeRawBufferPointer) {
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

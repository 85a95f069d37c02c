#if Solutions
import Groundwork

struct Undone: ProcessTarget {
  func run() {
    print("printed")
    todo("Do it.")
  }
}

struct NoLuck: Error, CustomStringConvertible {
  var description: String { "no luck" }
}

// MARK: - Kinds of types

struct Reporter: ProcessTarget {
  let writer: Descriptor
  let greeting: String

  func run() throws {
    try writer.write("\(greeting) \(CurrentProcess.name) \(getpid()) \(getppid())")
  }
}

struct Idle: ProcessTarget {
  func run() {}
}

struct Outer<First: Codable & Sendable> {
  struct Inner<Second: Codable & Sendable>: ProcessTarget {
    let writer: Descriptor
    let value: Second
    let other: First

    func run() throws {
      try writer.write("\(value) \(other)")
    }
  }

  struct Plain: ProcessTarget {
    func run() {}
  }
}

class Base: ProcessTarget, @unchecked Sendable {
  let writer: Descriptor

  init(writer: Descriptor) { self.writer = writer }

  func run() throws { try writer.write("the base class") }
}

final class Derived: Base, @unchecked Sendable {
  override func run() throws { try writer.write("the subclass") }
}

private struct Hidden: ProcessTarget {
  func run() {}
}

/// The error of launching types that only this file can name.
enum Unreachable {
  static func launch() throws { _ = try Groundwork.launch(Hidden(), name: "never") }
  static func launchMadeOf() throws {
    _ = try Groundwork.launch(Outer<Hidden>.Plain(), name: "never")
  }
}

struct Unencodable: ProcessTarget {
  init() {}
  init(from decoder: any Decoder) throws {}
  func encode(to encoder: any Encoder) throws { throw NoLuck() }
  func run() {}
}

// MARK: - Values

/// Many bytes, with a pattern that tells a lost or moved page.
struct Large: ProcessTarget {
  let writer: Descriptor
  let bytes: [UInt8]

  init(writer: Descriptor, byteCount: Int) {
    self.writer = writer
    var bytes = [UInt8](repeating: 0, count: byteCount)
    for index in stride(from: 0, to: byteCount, by: 4093) { bytes[index] = Self.pattern(index) }
    self.bytes = bytes
  }

  func run() throws {
    let isRight = stride(from: 0, to: bytes.count, by: 4093).allSatisfy {
      bytes[$0] == Self.pattern($0)
    }
    try writer.write("\(bytes.count) \(isRight)")
  }

  static func pattern(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: index / 4093 &* 167) }
}

struct DiesEarly: ProcessTarget {
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }
  init(from decoder: any Decoder) throws { _exit(3) }
  func run() {}
}

struct Nested: ProcessTarget {
  let writer: Descriptor
  let depth: Int

  func run() throws {
    try writer.write("\(CurrentProcess.name) ")
    guard depth > 0 else { return }
    let child = Nested(writer: writer, depth: depth - 1)
    let name = "\((Int(CurrentProcess.name) ?? 0) + 1)"
    exit(try wait(for: launch(child, name: name)))
  }
}

struct Twins: ProcessTarget {
  let writer: Descriptor
  let again: Descriptor
  let memory: SharedMemory
  let memoryAgain: SharedMemory

  func run() throws { try writer.write("\(writer === again) \(memory === memoryAgain)") }
}

// MARK: - What is inherited

struct ShowsArguments: ProcessTarget {
  let writer: Descriptor

  func run() throws { try writer.write(CommandLine.arguments.joined(separator: "|")) }
}

struct ShowsDescriptors: ProcessTarget {
  let writer: Descriptor
  var others: [Descriptor] = []

  func run() throws {
    try writer.write("0 1 2 " + openDescriptors().map { "\($0)" }.joined(separator: " "))
  }
}

/// Has descriptors open that a careless spawn would let its children inherit.
struct OpensInheritableSocket: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let number = open("/dev/null", O_RDONLY)
    dup2(number, 300)
    _ = try wait(for: launch(ShowsDescriptors(writer: writer), name: "plain"))
    try writer.write(" | ")
    let (reader, end) = try Descriptor.pipe()
    _ = try wait(
      for: launch(ShowsDescriptors(writer: writer, others: [reader, end]), name: "carrying"))
  }
}

/// Hands over ten pipes whose numbers are where the child's are going to be, the other way round.
struct PermutesDescriptors: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let pipes = try (0..<10).map { _ in try Descriptor.pipe() }
    for (index, pipe) in pipes.enumerated() {
      try pipe.writer.write("\(index)")
      pipe.writer.close()
    }
    let readers = pipes.map(\.reader).reversed()
    _ = try wait(for: launch(ReadsAll(readers: Array(readers), writer: writer), name: "reader"))
  }

  struct ReadsAll: ProcessTarget {
    let readers: [Descriptor]
    let writer: Descriptor

    func run() throws {
      for reader in readers.reversed() { try writer.write(readAll(reader)) }
    }
  }
}

struct ChangesSignals: ProcessTarget {
  let writer: Descriptor
  static let signals = [SIGHUP, SIGINT, SIGPIPE, SIGTERM, SIGUSR1, SIGCHLD]

  func run() throws {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in Self.signals { sigaddset(&set, signal) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    signal(SIGINT, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    signal(SIGTERM) { _ in }
    exit(try wait(for: launch(ShowsSignals(writer: writer), name: "shows")))
  }

  struct ShowsSignals: ProcessTarget {
    let writer: Descriptor

    func run() throws {
      var mask = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &mask)
      let blocked = (1..<32).filter { sigismember(&mask, $0) == 1 }
      let handled = ChangesSignals.signals.filter { signal($0, SIG_DFL) != nil }
      let list = { (numbers: [CInt]) in numbers.map { "\($0)" }.joined(separator: " ") }
      try writer.write("blocked:\(list(blocked)) handled:\(list(handled)) ")
    }
  }
}

struct ShowsEnvironment: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    setenv("WORKBOOK_TEST", "a value", 1)
    exit(try wait(for: launch(Shows(writer: writer), name: "shows")))
  }

  struct Shows: ProcessTarget {
    let writer: Descriptor

    func run() throws {
      let texts = ["WORKBOOK_START", "WORKBOOK_RECORD", "WORKBOOK_TEST"].map {
        "\($0)=\(getenv($0).map { String(cString: $0) } ?? "nil")"
      }
      try writer.write(texts.joined(separator: " "))
    }
  }
}

struct PrintsAround: ProcessTarget {
  func run() throws {
    print("before")
    _ = try wait(for: launch(Prints(), name: "prints"))
    print("after")
  }

  struct Prints: ProcessTarget {
    func run() { print("in the child") }
  }
}

struct ReadsStandardInput: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let (input, _end) = try Descriptor.pipe()
    dup2(input.number, 0)
    let thread = try BackgroundThread { _ = readLine() }
    while thread.identifier.flatMap({ threadActivity($0) })?.isAsleep != true { sched_yield() }
    _ = try wait(for: launch(Idle(), name: "idle"))
    try writer.write("launched")
    withExtendedLifetime(_end) {}
    _exit(0)
  }
}
#endif

import Grading
import Groundwork
import Synchronization
import Testing

// MARK: - Types of all shapes

/// Nine bytes, and from one to the next sixteen.
struct Padded: BitwiseCopyable, Codable, Equatable, Sendable {
  var large: Int64
  var small: UInt8

  static func random(using random: inout Seeded) -> Padded {
    Padded(
      large: .random(in: .min ... .max, using: &random), small: .random(in: 0...9, using: &random))
  }
}

/// Three bytes, and from one to the next four.
struct Odd: BitwiseCopyable, Codable, Equatable, Sendable {
  var wide: UInt16
  var narrow: UInt8
}

/// Forty bytes.
struct Large: BitwiseCopyable, Codable, Equatable, Sendable {
  var first = 1, second = 2, third = 3, fourth = 4, fifth = 5
}

/// A number that is kept as the one above it by 5: the bytes of its zero are not all 0.
struct FromFive: BitwiseCopyable, AdditiveArithmetic, Codable, Sendable {
  private var stored: Int

  init(_ number: Int) { stored = number + 5 }

  static var zero: FromFive { FromFive(0) }
  static func + (left: FromFive, right: FromFive) -> FromFive {
    FromFive(left.stored + right.stored - 10)
  }
  static func - (left: FromFive, right: FromFive) -> FromFive {
    FromFive(left.stored - right.stored)
  }
}

/// No bytes at all.
struct Empty: BitwiseCopyable, Codable, Equatable, Sendable {}

// MARK: - Numbers and errors

/// Some numbers above 0.
func numbers(_ random: inout Seeded) -> [Int] {
  (0..<Int.random(in: 3...20, using: &random)).map { _ in .random(in: 1...9999, using: &random) }
}

enum TestError: Error { case refused }

// MARK: - Children

/// Has the effect of a target, and then calls another one in the same process.
struct Both<First: ProcessTarget, Second: ProcessTarget>: ProcessTarget {
  let first: First
  let second: Second

  func run() throws {
    try first.run()
    try second.run()
  }
}

/// The children that were launched, and what had become of those before at each launch.
struct Launches {
  private(set) var pids: [pid_t] = []
  private(set) var tracesAtLaunch: [[Trace]] = []

  /// What has become of the children by now.
  var traces: [Trace] { pids.map(trace) }

  /// The children that `body` launches.
  ///
  /// - Parameters:
  ///   - launched: Called right after each launch.
  ///   - body: What launches them, on this thread.
  /// - Returns: The children.
  /// - Throws: What `body` throws.
  static func during(
    _ launched: @escaping (pid_t) -> Void = { _ in }, _ body: () throws -> Void
  ) rethrows -> Launches {
    var launches = Launches()
    let before = Harness.childStarted
    try withUnsafeMutablePointer(to: &launches) { launches in
      Harness.childStarted = { pid, name, endsWithParent in
        before?(pid, name, endsWithParent)
        launches.pointee.tracesAtLaunch.append(launches.pointee.traces)
        launches.pointee.pids.append(pid)
        launched(pid)
      }
      defer { Harness.childStarted = before }
      try body()
    }
    return launches
  }
}

/// How a child ends that runs `target`, and what it prints to standard error.
///
/// A trap prints its message there, and here no backtrace: that would take a tenth of a second.
func lastWords(of target: some ProcessTarget) throws -> (end: TestChild.End, text: String) {
  setenv("SWIFT_BACKTRACE", "enable=no", 1)
  let (output, input) = try Descriptor.pipe()
  // The child inherits what is standard error here at its launch.
  let standardError = try Descriptor.duplicate(2)
  dup2(input.number, 2)
  let launched = Result { try TestChild(target) }
  dup2(standardError.number, 2)
  input.close()
  let child = try launched.get()
  let text = try output.readAll()
  return (try child.ended(orElse: "the child should have ended"), text)
}

extension String {
  /// Whether a message that ends a process says the number, in whatever words.
  ///
  /// What is before the message can hold any number: that of a line, for example.
  func names(_ number: Int) -> Bool {
    guard let start = firstRange(of: "rror: ")?.upperBound ?? firstRange(of: "failed: ")?.upperBound
    else { return false }
    return self[start...].matches(of: /-?[0-9]+/).contains { $0.0 == "\(number)" }
  }
}

extension TestChild {
  /// Waits for a child that has nothing to wait for itself.
  func mustEnd() throws {
    let end = try ended(orElse: "a child of the test goes on and on")
    #expect(end == .exited(0), "the child of the test should get to the end of its work")
  }
}

extension TestChild.End {
  /// Whether a trap or another signal ended the child.
  var isSignal: Bool {
    if case .signaled = self { true } else { false }
  }
}

// MARK: - Children that are held up, or can't be started

/// One of the children that are launched, stopped by SIGSTOP before it can do anything.
final class StoppedChild: Sendable {
  private let pid: Mutex<pid_t?> = Mutex(nil)

  /// Stops the child that is launched as number `index`, the first one being 0.
  ///
  /// - Parameters:
  ///   - index: The number.
  ///   - isLast: Whether no child can be started after it.
  ///   - body: What launches children, on this thread.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  func during<Result>(
    index: Int, isLast: Bool = false, _ body: () throws -> Result
  ) throws -> Result {
    var result: Result?
    var count = 0
    defer { unsetenv("WORKBOOK_TOO_LONG") }
    _ = try Launches.during({ pid in
      if count == index {
        kill(pid, SIGSTOP)
        self.pid.withLock { $0 = pid }
        // No program can be started with a variable of that length (E2BIG).
        if isLast { setenv("WORKBOOK_TOO_LONG", String(repeating: "x", count: 1 << 18), 1) }
      }
      count += 1
    }) {
      result = try body()
    }
    guard let result else { fatalError("The body returned, so there is a result.") }
    return result
  }

  /// Waits until the child has ended, for one that was left behind.
  func reapLate() {
    if let pid = pid.withLock({ $0 }) { reap(pid) }
  }

  /// Lets the child go on.
  func letGo() {
    if let pid = pid.withLock({ $0 }) { kill(pid, SIGCONT) }
  }
}

#if DEBUG
extension StepControl {
  /// As `waitUntilParked`, but a thread that doesn't come there makes a message of its own.
  func parked(orElse problem: String) throws -> Step? {
    do {
      return try waitUntilParked()
    } catch let error as StepError {
      throw TestFailure("\(problem). \(error)")
    }
  }
}
#endif

import Grading
import Groundwork
import Synchronization
import Testing

// MARK: - Children that come, wait and end

/// A child that reports its arrival, waits at a gate, and ends in a given way.
struct Visitor: ProcessTarget {
  enum Ending: Codable {
    case returns
    case exits(CInt)
    case throwsError(String)
    case raises(CInt)
  }

  var number = 0
  var arrivals: Descriptor?
  var gate: Descriptor?
  var mark: SharedMemory?
  var ending = Ending.returns
  var ignoresTermination = false

  func run() throws {
    if ignoresTermination { _ = signal(SIGTERM, SIG_IGN) }
    if let arrivals { try arrivals.writeLine(Arrival(number: number).line) }
    if let gate { try gate.waitAtGate() }
    // The last thing that happens before the end.
    mark?.store(number, at: 0)
    switch ending {
    case .returns: break
    case .exits(let code): exit(code)
    case .throwsError(let text): throw VisitorError(description: text)
    case .raises(let number):
      // A program may catch it, as Swift does to print where it crashed.
      signal(number, SIG_DFL)
      raise(number)
    }
  }
}

/// What a visitor throws.
struct VisitorError: Error, CustomStringConvertible {
  let description: String
}

/// What a visitor tells of itself.
struct Arrival: Equatable {
  let pid: pid_t
  let parentPid: pid_t
  let number: Int
  let name: String

  init(number: Int) {
    pid = CurrentProcess.pid
    parentPid = CurrentProcess.parentPid
    self.number = number
    name = CurrentProcess.name
  }

  init?(line: String) {
    let words = line.split(separator: " ", maxSplits: 3)
    guard words.count == 4, let pid = pid_t(words[0]), let parentPid = pid_t(words[1]),
      let number = Int(words[2])
    else { return nil }
    self.pid = pid
    self.parentPid = parentPid
    self.number = number
    name = String(words[3])
  }

  var line: String { "\(pid) \(parentPid) \(number) \(name)" }
}

/// Where a test meets its children: they report, and wait at the gate until they are let go.
final class Meeting: Sendable {
  let arrivals: (reader: Descriptor, writer: Descriptor)
  let gate: (reader: Descriptor, writer: Descriptor)

  init() throws {
    arrivals = try Descriptor.pipe()
    gate = try Descriptor.pipe()
  }

  /// A visitor that waits at this meeting's gate.
  func visitor(
    _ number: Int = 0, ending: Visitor.Ending = .returns, mark: SharedMemory? = nil
  ) -> Visitor {
    Visitor(
      number: number, arrivals: arrivals.writer, gate: gate.reader, mark: mark, ending: ending)
  }

  /// The next child's report.
  func arrival(
    orElse problem: String = "no child process came up: its target should run in a new process"
  ) throws -> Arrival {
    let line = try arrivals.reader.readLine(orElse: problem)
    guard let line, let arrival = Arrival(line: line) else { throw TestFailure(problem) }
    return arrival
  }

  /// Lets every child go.
  func letAllGo() {
    gate.writer.close()
  }

  /// Lets every child go, and closes everything.
  func close() {
    for end in [gate.writer, gate.reader, arrivals.writer, arrivals.reader] { end.close() }
  }

  /// The reports that are left, once every child of the meeting has ended.
  ///
  /// No child can be started for it any more.
  func arrivalsToTheEnd() throws -> [Arrival] {
    arrivals.writer.close()
    var rest: [Arrival] = []
    while let line = try arrivals.reader.readLine(orElse: "a child goes on though it was let go") {
      if let arrival = Arrival(line: line) { rest.append(arrival) }
    }
    return rest
  }

  /// Whether every child of the meeting ends within a few seconds.
  ///
  /// No child can be started for it any more.
  func isEmpty() throws -> Bool {
    arrivals.writer.close()
    let deadline = Deadline(after: .seconds(4))
    while try arrivals.reader.waitUntilReadable(until: deadline) {
      if try arrivals.reader.readBytes(4096).isEmpty { return true }
    }
    return false
  }
}

// MARK: - Lines through descriptors

extension Descriptor {
  /// Writes a line; all of it at once if it is short.
  func writeLine(_ line: String) throws {
    var bytes = Array("\(line)\n".utf8)[...]
    while !bytes.isEmpty {
      bytes = bytes.dropFirst(try bytes.withUnsafeBytes { try write($0) })
    }
  }

  /// Some bytes; none at the end.
  func readBytes(_ limit: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = try bytes.withUnsafeMutableBytes { try read(into: $0) }
    return Array(bytes.prefix(count))
  }

  /// The next line, without its end; nil at the end of the stream.
  func readLine(orElse problem: String) throws -> String? {
    let deadline = Deadline(after: .seconds(6))
    var line: [UInt8] = []
    while true {
      guard try waitUntilReadable(until: deadline) else { throw TestFailure(problem) }
      guard let byte = try readBytes(1).first else { return nil }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }

  /// Everything until the end of the stream.
  func readAll() throws -> String {
    var bytes: [UInt8] = []
    while true {
      let more = try readBytes(4096)
      if more.isEmpty { return String(decoding: bytes, as: UTF8.self) }
      bytes += more
    }
  }

  /// Waits for a byte, or for the end of the stream.
  func waitAtGate() throws {
    _ = try readBytes(1)
  }
}

/// Lets this thread be interrupted by `signal`: threads that Swift starts block all signals, and
/// theirs do as well.
func unblock(_ signal: CInt) {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, signal)
  pthread_sigmask(SIG_UNBLOCK, &signals, nil)
}

// MARK: - Children without the exercises

/// Children that must outlive a test's last use of them: releasing a running one is exercise 1.11.
private let keptChildren = Mutex<[ChildProcess]>([])

/// A child that is never released.
func kept(_ child: ChildProcess) -> ChildProcess {
  keptChildren.withLock { $0.append(child) }
  return child
}

/// A running child, started without exercise 1.1.
func runningChild(_ target: any ProcessTarget, name: String = "child") throws -> (
  child: ChildProcess, pid: pid_t
) {
  let child = kept(ChildProcess(target, name: name))
  return (child, try makeRun(child, target))
}

/// Starts the child without exercise 1.1.
func makeRun(_ child: ChildProcess, _ target: any ProcessTarget) throws -> pid_t {
  let pid = try launch(target, name: child.name)
  child.state.withLock { $0 = .running(pid: pid) }
  return pid
}

/// What became of a child of this process.
enum Trace: Equatable {
  case running
  case zombie
  case reaped
}

/// What became of the child `pid`; leaves it as it is.
func trace(of pid: pid_t) -> Trace {
  var information = siginfo_t()
  guard waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT | WNOHANG) == 0 else {
    return .reaped
  }
  return information.si_signo == 0 ? .running : .zombie
}

/// Waits until the child `pid` has ended, and leaves it a zombie.
func waitForEnd(of pid: pid_t) {
  var information = siginfo_t()
  while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
}

/// Waits until the child `pid` has ended, and reaps it; nil if it was reaped before.
@discardableResult
func reap(_ pid: pid_t) -> CInt? {
  var waitStatus: CInt = 0
  while waitpid(pid, &waitStatus, 0) == -1 {
    if errno != EINTR { return nil }
  }
  return waitStatus
}

/// The wait status of a child that exited with `code`.
func waitStatus(exitCode code: CInt) -> CInt { code << 8 }

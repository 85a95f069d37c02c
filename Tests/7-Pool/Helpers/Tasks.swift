import Grading
import Groundwork
import Synchronization
import Testing

// Tasks that tell where they were run, and pools that end with the test.

/// What a task tells of itself.
struct Done: Codable, Hashable, Sendable {
  var number: Int
  var pid = CurrentProcess.pid
  var parentPid = CurrentProcess.parentPid
  var name = CurrentProcess.name
}

/// A task that tells by whom it was done.
struct Who: PoolTask {
  let number: Int

  func run() -> Done { Done(number: number) }
}

/// A task that computes something, quickly.
struct Triple: PoolTask {
  let number: Int

  func run() -> Int { number &* 3 }
}

/// A task that ends the worker.
struct Leave: PoolTask {
  let code: CInt

  func run() -> Int { exit(code) }
}

/// A task that reports that it has begun, and waits at a gate.
struct Visit: PoolTask {
  let number: Int
  let arrivals: Descriptor
  let gate: Descriptor

  init(_ number: Int, to meeting: Meeting) {
    self.init(number, to: meeting, through: meeting.gate.reader)
  }

  init(_ number: Int, to meeting: Meeting, through gate: Descriptor) {
    self.number = number
    arrivals = meeting.arrivals.writer
    self.gate = gate
  }

  func run() throws -> Done {
    try arrivals.writeLine(Arrival(number: number).line)
    try gate.waitAtGate()
    return Done(number: number)
  }
}

/// A task that can't be encoded.
struct Stubborn: PoolTask {
  var isEncodable = false
  var visit: Visit?

  func encode(to encoder: any Encoder) throws {
    guard isEncodable else {
      throw EncodingError.invalidValue(
        self, .init(codingPath: [], debugDescription: "it does not want to leave"))
    }
    var container = encoder.unkeyedContainer()
    try container.encode(visit)
  }

  init(isEncodable: Bool = false, visit: Visit? = nil) {
    self.isEncodable = isEncodable
    self.visit = visit
  }

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    self.init(isEncodable: true, visit: try container.decode(Visit?.self))
  }

  func run() throws -> Int { try visit?.run().number ?? 0 }
}

/// An output that breaks on its way to the pool, or not.
struct Brittle: Codable, Sendable {
  let isWhole: Bool

  init(isWhole: Bool) { self.isWhole = isWhole }

  init(from decoder: any Decoder) throws {
    isWhole = try decoder.singleValueContainer().decode(Bool.self)
    guard isWhole else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "it broke"))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(isWhole)
  }
}

/// A task whose output breaks, unless it has somebody to visit.
struct Breaking: PoolTask {
  let visit: Visit?

  func run() throws -> Brittle {
    _ = try visit?.run()
    return Brittle(isWhole: visit != nil)
  }
}

/// A task that waits at a gate, or opens it.
struct GateKeeper: PoolTask {
  let number: Int
  var waits: Descriptor?
  var opens: Descriptor?

  func run() throws -> Int {
    try opens?.writeLine("open")
    try waits?.waitAtGate()
    return number
  }
}

/// The same, with an output that breaks on its way to the pool, or not.
struct Breakable: PoolTask {
  struct Piece: Codable, Sendable {
    let number: Int
    let breaks: Bool

    init(number: Int, breaks: Bool) {
      self.number = number
      self.breaks = breaks
    }

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      number = try container.decode(Int.self)
      breaks = try container.decode(Bool.self)
      if breaks {
        throw DecodingError.dataCorrupted(
          .init(codingPath: [], debugDescription: "it broke, number \(number)"))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      try container.encode(number)
      try container.encode(breaks)
    }
  }

  let number: Int
  let breaks: Bool
  var waits: Descriptor?
  var opens: Descriptor?

  func run() throws -> Piece {
    _ = try GateKeeper(number: number, waits: waits, opens: opens).run()
    return Piece(number: number, breaks: breaks)
  }
}

/// Calls `body` with a pool, whose workers have ended when this returns.
func withPool(_ pool: ProcessPool, _ body: (ProcessPool) throws -> Void) throws {
  defer { pool.end() }
  try body(pool)
}

/// What a job was answered, for tests that need no exercise to wait for it.
final class Inbox<Output: Codable & Sendable>: Sendable {
  typealias Outcome = Result<Answer<Output>, PoolError>

  private let outcomes = Mutex<[Int: Outcome]>([:])
  private let bytes: (reader: Descriptor, writer: Descriptor)

  init() throws { bytes = try Descriptor.pipe() }

  /// Takes an answer.
  func put(_ outcome: Outcome, at index: Int = 0) {
    let before = outcomes.withLock { $0.updateValue(outcome, forKey: index) }
    // Answered twice: it can't be read, and so is missed.
    if before == nil { try? bytes.writer.writeLine("") }
  }

  /// Waits for so many answers, and returns all that came, by their index.
  func answers(_ count: Int = 1, orElse problem: String) throws -> [Int: Outcome] {
    let deadline = Deadline(after: .seconds(6))
    for _ in 0..<count {
      guard try bytes.reader.waitUntilReadable(until: deadline) else { throw TestFailure(problem) }
      _ = try bytes.reader.readBytes(1)
    }
    return outcomes.withLock { $0 }
  }

  func close() {
    bytes.reader.close()
    bytes.writer.close()
  }
}

extension ProcessPool {
  /// Starts a task, and tells the inbox what became of it.
  func start<Task: PoolTask>(
    _ task: Task, at index: Int = 0, for inbox: Inbox<Task.Output>
  ) throws {
    try start([task]) { inbox.put($0, at: index) }
  }
}

/// How often the work wakes up in a quarter of a second in which nothing happens to it: not at all,
/// unless it polls.
func wakeUps<Value>(of work: Observed<Value>) throws -> Int {
  let before = work.switches
  try waitUntilPassed(Deadline(after: .milliseconds(250)))
  return work.switches - before
}

/// `work` on a thread of its own, and what came of it: a wrong answer may block for ever.
func within<Value: Sendable>(
  orElse problem: String, _ work: @escaping @Sendable () throws -> Value
) throws -> Value {
  try Observed(work).value(orElse: problem)
}

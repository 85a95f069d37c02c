import Grading
import Groundwork
import Synchronization
import Testing

// MARK: - Tasks that a test can hold

/// A task that tells where it runs, waits until it is let go, and returns the worker's pid.
struct Gated: PoolTask {
  let number: Int
  let arrivals: Descriptor
  let gate: Descriptor

  func run() throws -> pid_t {
    try arrivals.writeLine(Arrival(number: number).line)
    try gate.waitAtGate()
    return CurrentProcess.pid
  }
}

/// A task that ignores SIGTERM.
struct Deaf: PoolTask {
  let task: Gated

  func run() throws -> pid_t {
    signal(SIGTERM, SIG_IGN)
    return try task.run()
  }
}

extension Meeting {
  /// A task that waits at this meeting's gate.
  func task(_ number: Int = 0) -> Gated {
    Gated(number: number, arrivals: arrivals.writer, gate: gate.reader)
  }
}

/// A task that counts, in shared memory, how often it was run, and may end its worker then.
struct Counted: PoolTask {
  enum Ending: Codable {
    case returns
    case exits(CInt)
    case raises(CInt)
  }

  let number: Int
  let runs: SharedWord
  var ending = Ending.returns

  func run() -> Int {
    runs.add(1)
    switch ending {
    case .returns: break
    case .exits(let code): exit(code)
    case .raises(let signal): raise(signal)
    }
    return number
  }
}

/// Returns the worker's pid.
struct WhoAmI: PoolTask {
  func run() -> pid_t { CurrentProcess.pid }
}

extension SharedWord {
  /// A word of its own, which is 0.
  init() throws { self.init(in: try SharedMemory(byteCount: 4), at: 0) }

  func add(_ number: UInt32) {
    var now = load()
    while true {
      let (exchanged, original) = compareExchange(expected: now, desired: now &+ number)
      if exchanged { return }
      now = original
    }
  }
}

// MARK: - What became of them

/// What a pool tells of tasks that were started without the exercises before.
final class Told<Output: Codable & Sendable>: Sendable {
  private let results = Mutex<[Int: [Result<Output, any Error>]]>([:])
  private let count: SharedWord

  init() throws { count = try SharedWord() }

  /// Starts a task; what becomes of it is told under `number`.
  @discardableResult
  func start<Task: PoolTask>(
    _ task: Task, as number: Int = 0, in pool: ProcessPool
  ) throws -> PoolJob where Task.Output == Output {
    try pool.start([task]) { answer in self.put(Result { try answer.get().outputs()[0] }, number) }
  }

  private func put(_ result: Result<Output, any Error>, _ number: Int) {
    results.withLock { $0[number, default: []].append(result) }
    count.add(1)
    count.wake()
  }

  /// How many tasks are over.
  var overCount: Int { Int(count.load()) }

  /// Waits until so many tasks are over.
  func wait(for number: Int, orElse problem: String) throws {
    let deadline = Deadline(after: .seconds(6))
    while case let now = count.load(), now < number {
      guard count.wait(while: now, until: deadline) else {
        throw TestFailure("\(problem): \(count.load()) of \(number) tasks are over")
      }
    }
  }

  /// What was told of a task; fails if that was not told once.
  func result(of number: Int = 0, orElse problem: String) throws -> Result<Output, any Error> {
    let deadline = Deadline(after: .seconds(6))
    while case let now = count.load(), results.withLock({ $0[number] }) == nil {
      guard count.wait(while: now, until: deadline) else { throw TestFailure(problem) }
    }
    let all = results.withLock { $0[number] ?? [] }
    if all.count != 1 { throw TestFailure("task \(number) had \(all.count) outcomes: \(all)") }
    return all[0]
  }

  /// What was told of a task that failed as a pool error; nil if it did not.
  func failure(of number: Int = 0, orElse problem: String) throws -> PoolError? {
    guard case .failure(let error) = try result(of: number, orElse: problem) else { return nil }
    return error as? PoolError
  }
}

// MARK: - Looking into a pool

extension ProcessPool {
  /// How many jobs no worker has.
  var queuedCount: Int { engine.state.withLock { $0.waiting.count } }

  /// Waits until so many jobs are queued.
  func waitUntilQueued(_ count: Int) throws {
    let deadline = Deadline(after: .seconds(6))
    while queuedCount < count {
      if deadline.hasPassed { throw TestFailure("\(queuedCount) tasks are queued, not \(count)") }
      sched_yield()
    }
  }
}

/// Asynchronous work, seen by a test that must not wait for ever.
func observing<Value: Sendable>(
  _ work: @escaping @Sendable () async throws -> Value
) throws -> Observed<Value> {
  let (reader, writer) = try Descriptor.pipe()
  let result = Mutex<Result<Value, any Error>?>(nil)
  let box = Box(result)
  Task {
    let value: Result<Value, any Error>
    do { value = .success(try await work()) } catch { value = .failure(error) }
    box.result.withLock { $0 = value }
    writer.close()
  }
  return try Observed {
    try reader.waitAtGate()
    guard let result = box.result.withLock({ $0 }) else { throw TestFailure("no result") }
    return try result.get()
  }
}

private final class Box<Value: Sendable>: Sendable {
  let result: Mutex<Result<Value, any Error>?>
  init(_ result: consuming Mutex<Result<Value, any Error>?>) { self.result = result }
}

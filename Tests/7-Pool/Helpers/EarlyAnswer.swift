import Grading
import Groundwork
import Synchronization
import Testing

// A test of 7.10, beside those in 10-AsyncAwait.swift.

extension `7-Pool`.`10-AsyncAwait` {
  @Test("An answer that comes before run waits for it is not lost")
  func early() throws {
    let pool = try ProcessPool(staffedWith: 2)
    defer { pool.end() }
    try pool.waitUntilIdle(2)
    let task = Counted(number: 7, runs: try SharedWord())
    let steps = try StepControl()
    // `start` wakes both seats: one of them is enough, and the other one has to wait for now.
    steps.park(.before(.wake, skipping: 1))
    let place = try OwnThread()
    let thread = try Observed {
      steps.install()
      defer { steps.uninstall() }
      try place.runJobs()
    }
    let call = Task(executorPreference: place) { try await pool.run(task) }
    let step = try steps.waitUntilParked()
    // When a seat has nothing more to do, it has told what the task returned.
    let isDone = Result { try pool.waitUntilIdle(1) }
    steps.resume()
    let value = try observing { try await call.value }.value(
      orElse: """
        the task was done before run could wait for what it returns, and now run waits for ever: \
        whoever is told must keep the answer until somebody asks for it
        """)
    place.close()
    try thread.value(orElse: "the test's own thread does not end")
    try isDone.get()
    #expect(step != nil && value == 7, "what the task returned; its steps: \(steps.trace)")
  }
}

/// A thread on which a Swift task runs, so that its steps can be directed.
private final class OwnThread: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let bell: (reader: Descriptor, writer: Descriptor)

  init() throws { bell = try Descriptor.pipe() }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    try? bell.writer.writeLine("")
  }

  /// Runs what comes, until `close`.
  func runJobs() throws {
    while try !bell.reader.readBytes(1).isEmpty {
      jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }?
        .runSynchronously(on: asUnownedTaskExecutor())
    }
    bell.reader.close()
  }

  func close() { bell.writer.close() }
}

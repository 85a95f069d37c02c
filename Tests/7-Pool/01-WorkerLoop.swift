import Grading
import Groundwork
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.1")) struct `01-WorkerLoop` {
    @Test("The worker runs what it receives, and answers")
    func answers() throws {
      var random = Seeded()
      let number = Int.random(in: 2...1_000, using: &random)
      let worker = try TestedWorker()
      defer { worker.hangUp() }
      let done = try worker.does(Who(number: number))
      #expect(done?.number == number, "the task was given \(number); \(random)")
      #expect(done?.pid == worker.child.pid, "the task should run in the worker")
    }

    @Test("It goes on, task after task")
    func goesOn() throws {
      var random = Seeded()
      let numbers = (0..<Int.random(in: 3...9, using: &random)).map { _ in
        Int.random(in: 1...1_000, using: &random)
      }
      let worker = try TestedWorker()
      defer { worker.hangUp() }
      for (index, number) in numbers.enumerated() {
        let output = try worker.does(
          Triple(number: number),
          orElse: """
            task \(index + 1) is not answered: after an answer, the worker should receive again; \
            \(random)
            """)
        #expect(output == number * 3, "of task \(index + 1); \(random)")
      }
    }

    @Test("It answers each task before it waits for the next one")
    func oneByOne() throws {
      let worker = try TestedWorker()
      defer { worker.hangUp() }
      let first = try worker.does(
        Triple(number: 5),
        orElse: """
          one task was sent, and there is no answer: does the worker wait for another task first? \
          The pool waits for the answer before it sends one
          """)
      #expect(first == 15, "the first task")
      let isQuiet = try !worker.here.poll(timeout: .zero)
      #expect(isQuiet, "one task was sent, and more than one answer came")
    }

    @Test("Whatever the tasks answer is sent, to the last one")
    func chunks() throws {
      var random = Seeded()
      // Each answer is too long for its place in shared memory, and so is a message.
      let numbers = (0..<Int.random(in: 2...20, using: &random)).map { _ in
        Int.random(in: 20...100, using: &random)
      }
      let worker = try TestedWorker()
      defer { worker.hangUp() }
      let inbox = try Inbox<[Int]>()
      defer { inbox.close() }
      let jobs = try PoolJob.helpingThemselves(
        to: numbers.map { [Repeat(number: $0)] }, seats: 1, done: { inbox.put($1, at: $0) })
      let job = try #require(jobs?.first, "the test can't make a job of several answers")
      try job.post(through: worker.here)
      var isMore = true
      while isMore {
        isMore = try job.receive(
          try worker.message(
            orElse: """
              some answers did not come: `run` calls its closure with each of them, and each is \
              to be sent; \(random)
              """))
      }
      let answers = try inbox.answers(numbers.count, orElse: "some chunks were not answered")
      let outputs = try numbers.indices.flatMap { try answers[$0]?.get().outputs() ?? [] }
      #expect(outputs == numbers.map { Repeat(number: $0).run() }, "\(random)")
    }

    @Test("The tasks are run on the main thread")
    func mainThread() throws {
      let worker = try TestedWorker()
      defer { worker.hangUp() }
      let place = try #require(try worker.does(WhichThread()), "there is no answer")
      let numbers = place.split(separator: "/")
      #expect(
        numbers.first == numbers.last,
        "a task is run by the main thread of a worker, as `PoolTask` says; it was run by \(place)")
    }

    @Test("When the pool hangs up, the worker ends, and that is no error")
    func hangingUp() throws {
      for count in 0...2 {
        let worker = try TestedWorker()
        for number in 0..<count { _ = try worker.does(Triple(number: number)) }
        worker.here.close()
        let end = try worker.child.ended(
          orElse: "the pool has closed its end, but the worker goes on waiting for tasks")
        #expect(
          end == .exited(0),
          """
          the end of the stream is how a worker learns that it isn't needed any more: it should \
          return then, and not let the error end it. It had done \(count) tasks
          """)
      }
    }

    @Test("However long there is no task, the worker waits for one")
    func idle() throws {
      let (here, there) = try Connection.pair()
      defer { there.close() }
      let work = try Observed { try PoolWorker(connection: there).run() }
      let activity = try work.settled()
      let limited = work.limitedSleep
      here.close()
      try work.value(orElse: "the pool has closed its end, and the worker goes on")
      #expect(
        activity == .asleep, "there is no task, and the worker should sleep: it is \(activity)")
      #expect(
        limited == nil,
        """
        there is no task, and the worker sleeps in \(limited ?? "") until some time is over: only the \
        pool knows whether it is still needed, and tells it by hanging up. Wait in `receive`
        """)
    }

    @Test("It goes on for many thousand tasks, and needs no more stack for that", .holds(.extremes))
    func manyTasks() throws {
      // What stays on the stack for each task would need some megabytes in the end.
      let worker = try withChildrensStack(of: 512 << 10) { try TestedWorker() }
      defer { worker.hangUp() }
      for number in 1...6_000 {
        let output = try worker.does(
          Triple(number: number),
          orElse: """
            task \(number) is not answered: the worker does one task after the other, in a loop. If it \
            calls itself for the next one, each leaves a frame on the stack
            """)
        guard output == number * 3 else {
          Issue.record(
            """
            the worker has ended at task \(number) of 6,000: does it call itself for the next task? \
            Then each leaves a frame on the stack, and some day there is no room
            """)
          return
        }
      }
    }

    @Test("An answer that nobody hears is an error", .holds(.death))
    func unheard() throws {
      let (here, there) = try Connection.pair()
      defer { there.close() }
      // A pool that is killed while its worker works.
      let job = try PoolJob([Triple(number: 1)]) { _ in }
      try job.post(through: here)
      here.close()
      let work = try Observed { try PoolWorker(connection: there).run() }
      #expect(
        throws: ConnectionError.noReceiver,
        """
        the pool was gone when the task was done, and so its answer is lost: what `send` throws \
        should come out, as only `.closed` means that the pool hung up between two tasks
        """
      ) { try work.value(orElse: "the pool is gone, and the worker goes on") }
    }

    @Test("A connection that this process has closed is an error", .holds(.failure))
    func closedHere() throws {
      let (here, there) = try Connection.pair()
      defer { here.close() }
      there.close()
      let work = try Observed { try PoolWorker(connection: there).run() }
      #expect(
        throws: ConnectionError.closedHere,
        "the pool has not hung up: the worker's own end is closed, and only `.closed` is a good end"
      ) { try work.value(orElse: "the worker goes on, with an end that is closed") }
    }

    @Test("What can't be read is an error", .holds(.damage))
    func unreadable() throws {
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let work = try Observed { Result { try PoolWorker(connection: there).run() } }
      // A message of two bytes, which say nothing.
      let bytes: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
      _ = try bytes.withUnsafeBytes { try here.descriptor.write($0) }
      let end = try work.value(
        orElse: "the worker skips what it can't read, and whoever sent it waits for the answer")
      let isError = if case .failure(let error) = end { error is DecodingError } else { false }
      #expect(isError, "what `receive` throws should come out; it was \(end)")
    }

    @Test("Only the end of the stream ends it well", .holds(.death))
    func truncated() throws {
      let (here, there) = try Connection.pair()
      defer { there.close() }
      let work = try Observed { try PoolWorker(connection: there).run() }
      // A pool that is killed while it sends a task of 9 bytes.
      let bytes: [UInt8] = [9, 0, 0, 0, 0, 0, 0, 0, 1, 2]
      _ = try bytes.withUnsafeBytes { try here.descriptor.write($0) }
      here.close()
      #expect(
        throws: ConnectionError.truncated,
        "the pool was gone in the middle of a task: only `.closed` means that it hung up"
      ) { try work.value(orElse: "the worker goes on although the stream has ended") }
    }
  }
}

/// A task whose output is as long as it is told.
struct Repeat: PoolTask {
  let number: Int

  func run() -> [Int] { Array(repeating: number, count: number) }
}

/// A task that tells the process and the thread that run it, as "PID/task/TID".
struct WhichThread: PoolTask {
  func run() -> String {
    var bytes = [CChar](repeating: 0, count: 100)
    let count = readlink("/proc/thread-self", &bytes, 100)
    return bytes.prefix(max(0, count)).map { String(UnicodeScalar(UInt8(bitPattern: $0))) }.joined()
  }
}

/// A worker that is driven by the test, without any pool.
private struct TestedWorker {
  let child: TestChild
  let here: Connection

  init() throws {
    let (here, there) = try Connection.pair()
    child = try TestChild(PoolWorker(connection: there), name: "worker")
    there.close()
    self.here = here
  }

  /// The worker's next message.
  func message(orElse problem: String) throws -> Message {
    guard try here.poll(timeout: .seconds(6)) else { throw TestFailure(problem) }
    do {
      return try here.takeMessage()
    } catch let error as ConnectionError {
      throw TestFailure("the worker has ended instead of answering (\(error)). \(problem)")
    }
  }

  /// What the worker answers to a task.
  func does<Task: PoolTask>(
    _ task: Task, orElse problem: String = "there is no answer to the task"
  ) throws -> Task.Output? {
    let inbox = try Inbox<Task.Output>()
    defer { inbox.close() }
    let job = try PoolJob([task]) { inbox.put($0) }
    try job.post(through: here)
    try job.receive(try message(orElse: problem))
    return try inbox.answers(orElse: problem)[0]?.get().outputs().first
  }

  /// Ends the worker, however it does.
  func hangUp() {
    here.close()
    child.kill()
  }
}

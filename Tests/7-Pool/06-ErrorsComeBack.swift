import Grading
import Groundwork
import Testing

extension `7-Pool` {
  @Suite(.exercise("7.6")) struct `06-ErrorsComeBack` {
    @Test("A failure tells the error's type, its text, and the process that it happened in")
    func failure() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000, using: &random)
      let error: any Error = Trouble(number: number)
      let failure = TaskFailure(error)
      #expect(failure.type == "Trouble", "the type of the error itself; \(random)")
      #expect(failure.message == "number \(number) is trouble", "the error in words; \(random)")
      #expect(failure.worker == CurrentProcess.pid, "the process that this is called in")
    }

    @Test("Whatever the error is, its failure tells all that it says")
    func allOfIt() throws {
      let long = TaskFailure(Lament())
      #expect(
        long.message == "first line\nsecond line\n",
        "the error's text has two lines, and an empty one: nothing of it should be lost")
      // From a pool that the task itself made.
      let inner = TaskFailure(type: "Inner", message: "it broke", worker: 1)
      let outer = TaskFailure(inner)
      #expect(
        (outer.type, outer.worker) == ("TaskFailure", CurrentProcess.pid),
        "a task threw a TaskFailure, and it is in this process that it did: \(outer)")
      #expect(
        outer.message == "\(inner)", "the text of the TaskFailure that was thrown is \(inner)")
    }

    @Test(
      "Handles in an output are no failure, and nothing keeps them",
      .holds("An output may hold a connection, which not every encoder takes."))
    func handlesAreLetGo() throws {
      let isOutput: Bool
      weak var seen: Descriptor?
      do {
        let outcome = Outcome(of: Pack(number: 1, hasHandle: true))
        isOutput = if case .output = outcome { true } else { false }
        let parcel = try Pack(number: 2, hasHandle: true).run()
        seen = parcel.handle
        let checked = Outcome<Parcel>(checking: parcel)
        let isWhole = if case .output = checked { true } else { false }
        #expect(isWhole, "an output with a pipe can be sent, and was taken for a failure")
      }
      #expect(
        isOutput, "the task was run, and returned an output with a pipe: it did not fail")
      let isGone = seen == nil
      #expect(
        isGone,
        """
        an output was checked and sent, nobody needs it any more, and a pipe that it held is still \
        open: after many such outputs the worker has no descriptors left
        """)
    }

    @Test("An error comes back with its type, its text, and the worker's pid")
    func comesBack() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000, using: &random)
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let inbox = try Inbox<Done>()
        defer { inbox.close() }
        try pool.start(Who(number: 0), at: 0, for: inbox)
        try pool.start(Troubled(number: number, fails: true), at: 1, for: inbox)
        try pool.start(Who(number: 2), at: 2, for: inbox)
        let answers = try inbox.answers(
          3, orElse: "a task throws, and not all tasks are answered: the worker should go on")
        let pids = try [0, 2].map { try answers[$0]?.get().outputs().first?.pid }
        let failure = #expect(throws: TaskFailure.self, "the second task throws; \(random)") {
          try answers[1]?.get().outputs()
        }
        #expect(failure?.type == "Trouble", "the type of the error; \(random)")
        #expect(
          failure?.message == "number \(number) is trouble",
          "what the error says of itself, as if it was printed; \(random)")
        #expect(
          failure?.worker == pids[0], "the pid of the worker, which is not this process; \(random)")
        #expect(pids[0] == pids[1], "an error of a task is no reason to end the worker")
      }
    }

    @Test("In a chunk, the tasks around the one that throws are done")
    func inAChunk() throws {
      var random = Seeded()
      let count = Int.random(in: 4...9, using: &random)
      let bad = Set(
        (0..<count).shuffled(using: &random).prefix(Int.random(in: 2...3, using: &random)))
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let inbox = try Inbox<Done>()
        defer { inbox.close() }
        let tasks = (0..<count).map { Troubled(number: $0, fails: bad.contains($0)) }
        try pool.start(tasks) { inbox.put($0) }
        let answers = try inbox.answers(orElse: "a task throws, and its chunk is not answered")
        guard case .success(.outcomes(let outcomes)) = answers[0] else {
          Issue.record("the answer should say of each task what became of it; \(random)")
          return
        }
        let told = outcomes.map { outcome in
          switch outcome {
          case .output(let done): "\(done.number)"
          case .failure(let failure): failure.message
          }
        }
        #expect(
          told == (0..<count).map { bad.contains($0) ? "number \($0) is trouble" : "\($0)" },
          "tasks \(bad.sorted()) of \(count) throw, and the others should be done; \(random)")
      }
    }

    @Test(
      "An output that can't be encoded is an error of that task alone",
      arguments: ["EncodingError", "Trouble"])
    func unencodableOutput(type: String) throws {
      var random = Seeded()
      let count = Int.random(in: 3...7, using: &random)
      let bad = Int.random(in: 0..<count, using: &random)
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let inbox = try Inbox<Parcel>()
        defer { inbox.close() }
        let tasks = (0..<count).map {
          Pack(number: $0, isStuck: $0 == bad, throwsTrouble: type == "Trouble")
        }
        try pool.start(tasks) { inbox.put($0) }
        let answers = try inbox.answers(
          orElse: "an output can't be encoded, and no answer comes; \(random)")
        guard case .success(.outcomes(let outcomes)) = answers[0] else {
          Issue.record(
            "\(count) tasks were done, and one of the outputs can't be encoded; \(random)")
          return
        }
        for (index, outcome) in outcomes.enumerated() {
          switch outcome {
          case .output(let parcel):
            #expect(index != bad, "the output of task \(index) can't be encoded; \(random)")
            #expect(parcel.number == index, "the output of task \(index); \(random)")
          case .failure(let failure):
            #expect(index == bad, "task \(index) was done: why did it fail? \(failure); \(random)")
            #expect(
              failure.type == type, "the error of `encode` should come back; \(random)")
            #expect(
              failure.message.contains(type == "Trouble" ? "is trouble" : "parcel is stuck"),
              "the error of `encode` should come back: \(failure); \(random)")
          }
        }
        #expect(outcomes.count == count, "each task has an outcome; \(random)")
      }
    }

    @Test(
      "An output may hold handles, beside one that can't be encoded",
      .holds("An output may hold a connection, which not every encoder takes."))
    func handles() throws {
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let inbox = try Inbox<Parcel>()
        defer { inbox.close() }
        try pool.start([Pack(number: 3, hasHandle: true), Pack(number: 4, isStuck: true)]) {
          inbox.put($0)
        }
        let answers = try inbox.answers(orElse: "an output can't be encoded, and no answer comes")
        guard case .success(.outcomes(let outcomes)) = answers[0],
          case .output(let parcel)? = outcomes.first
        else {
          Issue.record(
            "the first output holds a pipe, which can be sent: try it with the encoder of a message"
          )
          return
        }
        let line = try parcel.handle?.readLine(orElse: "the worker wrote a line to the pipe")
        parcel.handle?.close()
        #expect(line == "from 3", "the pipe came from the worker, with what it wrote")
      }
    }

    @Test("The first error in the order of the tasks is the one that is thrown")
    func firstError() throws {
      var random = Seeded()
      let count = Int.random(in: 4...9, using: &random)
      let first = Int.random(in: 0..<(count - 1), using: &random)
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let inbox = try Inbox<Done>()
        defer { inbox.close() }
        try pool.start((0..<count).map { Troubled(number: $0, fails: $0 >= first) }) {
          inbox.put($0)
        }
        let answers = try inbox.answers(orElse: "a task throws, and its chunk is not answered")
        let failure = #expect(throws: TaskFailure.self, "tasks from \(first) on throw; \(random)") {
          try answers[0]?.get().outputs()
        }
        #expect(failure?.message == "number \(first) is trouble", "\(random)")
      }
    }

    @Test("A task that can't be decoded fails alone, and the worker goes on", .holds(.damage))
    func undecodable() throws {
      try withPool(try ProcessPool(staffedWith: 1)) { pool in
        let inbox = try Inbox<Done>()
        defer { inbox.close() }
        try pool.start(Fragile(number: 1), at: 0, for: inbox)
        try pool.start(Who(number: 2), at: 1, for: inbox)
        let answers = try inbox.answers(2, orElse: "a task can't be decoded, and nothing comes")
        let failure = #expect(throws: TaskFailure.self, "the task broke on its way") {
          try answers[0]?.get().outputs()
        }
        #expect(failure?.type == "DecodingError", "the type of the error")
        #expect(
          failure?.message == "it broke",
          "errors of coders print as a dump: `reason(of:)` has the sentence")
        let next = try answers[1]?.get().outputs().first?.number
        #expect(next == 2, "the next task is done")
      }
    }
  }
}

/// What a task throws.
struct Trouble: Error, CustomStringConvertible {
  let number: Int

  var description: String { "number \(number) is trouble" }
}

/// What has more to say than fits into a line.
struct Lament: Error, CustomStringConvertible {
  var description: String { "first line\nsecond line\n" }
}

/// A task that may throw.
struct Troubled: PoolTask {
  let number: Int
  let fails: Bool

  func run() throws -> Done {
    if fails { throw Trouble(number: number) }
    return Done(number: number)
  }
}

/// An output that may refuse to be encoded.
struct Parcel: Codable, Sendable {
  let number: Int
  let isStuck: Bool
  let handle: Descriptor?
  /// Whether it is the error of the output itself that is thrown, and not one of the coder.
  var throwsTrouble = false

  init(number: Int, isStuck: Bool, handle: Descriptor?) {
    self.number = number
    self.isStuck = isStuck
    self.handle = handle
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    if isStuck {
      if throwsTrouble { throw Trouble(number: number) }
      throw EncodingError.invalidValue(
        number, .init(codingPath: [], debugDescription: "the parcel is stuck"))
    }
    try container.encode(number)
    try container.encode(handle)
  }

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    number = try container.decode(Int.self)
    handle = try container.decode(Descriptor?.self)
    isStuck = false
  }
}

/// A task that returns a parcel.
struct Pack: PoolTask {
  let number: Int
  var isStuck = false
  var hasHandle = false
  var throwsTrouble = false

  func run() throws -> Parcel {
    guard hasHandle else {
      var parcel = Parcel(number: number, isStuck: isStuck, handle: nil)
      parcel.throwsTrouble = throwsTrouble
      return parcel
    }
    let (reader, writer) = try Descriptor.pipe()
    try writer.writeLine("from \(number)")
    writer.close()
    return Parcel(number: number, isStuck: isStuck, handle: reader)
  }
}

/// A task that can't be decoded.
struct Fragile: PoolTask {
  let number: Int

  init(number: Int) { self.number = number }

  init(from decoder: any Decoder) throws {
    throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "it broke"))
  }

  func run() -> Done { Done(number: number) }
}

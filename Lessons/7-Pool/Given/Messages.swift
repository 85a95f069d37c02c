import Groundwork
import Synchronization

// MARK: - To the worker

/// Tasks of one type, or a ticket for some, as they are sent to a worker.
struct Order<Content: Encodable>: Encodable {
  let typeName: String
  let content: Content

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(typeName)
    try container.encode(content is Ticket)
    try container.encode(content)
  }
}

/// Tasks of one type, as a worker receives them.
package struct Tasks: Decodable {
  private let work: any Work

  /// Decodes the type's name, and then tasks of that type.
  ///
  /// Tasks that can't be decoded are not an error of the worker: they are answered by a failure.
  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let name = try container.decode(String.self)
    guard let type = TypeNames.type(named: name) as? any PoolTask.Type else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "No type of tasks has the name \(name).")
    }
    if try container.decode(Bool.self) {
      work = Self.work(of: type, with: try container.decode(Ticket.self))
    } else {
      do {
        work = try Self.decode(type, from: &container)
      } catch {
        work = Unreadable(error: error)
      }
    }
  }

  private static func decode<Task: PoolTask>(
    _: Task.Type, from container: inout any UnkeyedDecodingContainer
  ) throws -> any Work {
    Chunk(tasks: try container.decode([Task].self))
  }

  private static func work<Task: PoolTask>(of _: Task.Type, with ticket: Ticket) -> any Work {
    TakenChunks<Task>(ticket: ticket)
  }

  /// Runs the tasks, one after the other.
  ///
  /// What a task throws is part of an answer, by exercise 7.6.
  ///
  /// - Parameter answer: Is called with each answer, as soon as it is there, and sends it.
  /// - Throws: What `answer` throws.
  package func run(_ answer: (any Answering) throws -> Void) throws {
    try work.run(answer)
  }
}

/// Tasks whose type only the worker's decoder knew.
private protocol Work {
  func run(_ answer: (any Answering) throws -> Void) throws
}

/// Tasks that were sent in the message.
private struct Chunk<Task: PoolTask>: Work {
  let tasks: [Task]

  func run(_ answer: (any Answering) throws -> Void) throws { try answer(run()) }

  func run() -> any Answering {
    var outputs: [Task.Output] = []
    outputs.reserveCapacity(tasks.count)
    for task in tasks {
      do {
        outputs.append(try task.run())
      } catch {
        // The others are run all the same.
        var outcomes = outputs.map { Outcome.output($0) }
        outcomes.append(.failure(TaskFailure(error)))
        for task in tasks[outcomes.count...] { outcomes.append(Outcome(of: task)) }
        return Answer.outcomes(outcomes)
      }
    }
    return Answer.outputs(outputs)
  }
}

/// Tasks that the worker takes from a batch.
private struct TakenChunks<Task: PoolTask>: Work {
  let ticket: Ticket

  func run(_ answer: (any Answering) throws -> Void) throws {
    let batch = ticket.batch
    var isShort = true
    for index in 0..<batch.count where batch.take(index, for: ticket.number) {
      let result = run(index)
      // After a long one, none is encoded in vain.
      isShort = isShort && batch.keep(result, of: index)
      if !isShort { try answer(ChunkAnswer(index: index, answer: result)) }
    }
    try answer(EndOfBatch())
  }

  private func run(_ index: Int) -> any Answering {
    do {
      let tasks = try ticket.batch.withBytes(of: index) {
        try WireDecoder().decode([Task].self, from: $0)
      }
      return Chunk(tasks: tasks).run()
    } catch {
      return Answer<Task.Output>.failed(TaskFailure(error))
    }
  }
}

/// Tasks that could not be decoded.
private struct Unreadable: Work {
  let error: any Error

  func run(_ answer: (any Answering) throws -> Void) throws {
    try answer(Answer<Never>.failed(TaskFailure(error)))
  }
}

// MARK: - From the worker

/// What became of one task.
package enum Outcome<Output: Codable & Sendable>: Codable, Sendable {
  /// It returned this.
  case output(Output)
  /// It threw.
  case failure(TaskFailure)
}

/// What became of some tasks, in their order.
package enum Answer<Output: Codable & Sendable>: Sendable {
  /// All of them returned something: the usual case, in the shortest form.
  case outputs([Output])
  /// Some threw.
  case outcomes([Outcome<Output>])
  /// None of them was run.
  case failed(TaskFailure)

  /// What the tasks returned.
  ///
  /// - Throws: `TaskFailure`, that of the first one that threw.
  package func outputs() throws -> [Output] {
    switch self {
    case .outputs(let outputs): return outputs
    case .failed(let failure): throw failure
    case .outcomes(let outcomes):
      return try outcomes.map { outcome in
        switch outcome {
        case .output(let output): return output
        case .failure(let failure): throw failure
        }
      }
    }
  }
}

/// An answer of whatever type.
package protocol Answering: Encodable, Sendable {
  /// The same answer, with a failure in place of each output that can't be encoded: exercise 7.6.
  func encodable() -> Self
  /// An answer to the same tasks that says nothing but this.
  func failing(with failure: TaskFailure) -> Self
}

extension Answer: Answering {
  package func encodable() -> Answer {
    switch self {
    case .outputs(let outputs): .outcomes(outputs.map { Outcome(checking: $0) })
    case .outcomes(let outcomes):
      .outcomes(
        outcomes.map { outcome in
          if case .output(let output) = outcome { Outcome(checking: output) } else { outcome }
        })
    case .failed: self
    }
  }

  package func failing(with failure: TaskFailure) -> Answer { .failed(failure) }
}

extension Answer: Codable {
  /// Writes the outputs; or nothing, and then what else there is to say.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    switch self {
    case .outputs(let outputs):
      try container.encode(0)
      try container.encode(outputs)
    case .outcomes(let outcomes):
      try container.encode(1)
      try container.encode(outcomes)
    case .failed(let failure):
      try container.encode(2)
      try container.encode(failure)
    }
  }

  /// Reads what `encode` wrote.
  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    switch try container.decode(Int.self) {
    case 0: self = .outputs(try container.decode([Output].self))
    case 1: self = .outcomes(try container.decode([Outcome<Output>].self))
    default: self = .failed(try container.decode(TaskFailure.self))
    }
  }
}

// MARK: - Names of types

/// The names by which types travel.
///
/// Looking one up takes microseconds, so they are kept.
package enum TypeNames {
  private static let names = Mutex<[ObjectIdentifier: String]>([:])
  private static let types = Mutex<[String: any Any.Type]>([:])

  /// The name by which another process of this program finds `type`; nil if there is none.
  package static func name(of type: any Any.Type) -> String? {
    names.withLock { names in
      if let name = names[ObjectIdentifier(type)] { return name }
      // A type that can't be found by name has a name all the same: look whether it leads back.
      guard let name = _mangledTypeName(type), _typeByName(name) == type else { return nil }
      names[ObjectIdentifier(type)] = name
      return name
    }
  }

  /// The name by which another process of this program finds a type of tasks.
  ///
  /// - Throws: `PoolError.unreachableType`.
  static func known<Task: PoolTask>(_ type: Task.Type) throws -> String {
    guard let name = name(of: type) else { throw PoolError.unreachableType("\(type)") }
    return name
  }

  /// The type that another process of this program gave this name.
  static func type(named name: String) -> (any Any.Type)? {
    types.withLock { types in
      if let type = types[name] { return type }
      let type = _typeByName(name)
      types[name] = type
      return type
    }
  }
}

import Groundwork
import Synchronization

// MARK: - To the worker

/// Some tasks of one type, as they are sent to a worker.
struct Order<Task: PoolTask>: Encodable {
  let typeName: String
  let tasks: [Task]

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(typeName)
    try container.encode(tasks)
  }
}

/// Some tasks of one type, as a worker receives them.
package struct Tasks: Decodable {
  private let work: any Work

  /// Decodes the type's name, and then tasks of that type.
  ///
  /// Tasks that can't be decoded are not an error of the worker: they are answered by a failure.
  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let name = try container.decode(String.self)
    do {
      guard let type = try TypeNames.type(named: name) as? any PoolTask.Type else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "No type of tasks has the name \(name).")
      }
      work = try Self.decode(type, from: &container)
    } catch {
      work = Unreadable(error: error)
    }
  }

  private static func decode<Task: PoolTask>(
    _: Task.Type, from container: inout any UnkeyedDecodingContainer
  ) throws -> any Work {
    TypedTasks(tasks: try container.decode([Task].self))
  }

  /// Runs the tasks, one after the other, and returns the answer to be sent.
  ///
  /// Never throws: what a task throws is part of the answer, by exercise 7.6.
  package func run() -> any Answering { work.run() }
}

/// Tasks whose type only the worker's decoder knew.
private protocol Work {
  func run() -> any Answering
}

private struct TypedTasks<Task: PoolTask>: Work {
  let tasks: [Task]

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

private struct Unreadable: Work {
  let error: any Error

  func run() -> any Answering { Answer<Never>.failed(TaskFailure(error)) }
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

  /// The type that another process of this program gave this name.
  static func type(named name: String) throws -> (any Any.Type)? {
    types.withLock { types in
      if let type = types[name] { return type }
      let type = _typeByName(name)
      types[name] = type
      return type
    }
  }
}

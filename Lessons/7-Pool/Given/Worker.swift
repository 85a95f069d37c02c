import Groundwork

/// What a worker process runs.
package struct PoolWorker: ProcessTarget {
  let connection: Connection
  let initializer: Initializer?

  /// Makes the target of a worker that talks with its pool through `connection`.
  package init(connection: Connection, initializer: (any ProcessTarget)? = nil) {
    self.connection = connection
    self.initializer = initializer.map { Initializer(target: $0) }
  }

  /// Runs the initializer, by exercise 7.12, and then what it is told, by exercise 7.1.
  package func run() throws {
    if let initializer {
      do {
        try prepare(initializer.target)
      } catch {
        try? connection.send(Preparation(problem: "\(type(of: error)): \(reason(of: error))"))
        throw error
      }
      // Only then does the pool send a task: one that it had sent before might have begun.
      try connection.send(Preparation(problem: nil))
    }
    try work()
  }

  /// Sends an answer to the pool.
  ///
  /// If there is something in it that can't be sent, exercise 7.6 takes it out.
  ///
  /// - Parameter answer: What `Tasks.run` gives.
  /// - Throws: `ConnectionError.noReceiver` if the pool is gone.
  func send(_ answer: any Answering) throws {
    do {
      try connection.send(answer)
    } catch ConnectionError.noReceiver {
      throw ConnectionError.noReceiver
    } catch {
      do {
        try connection.send(answer.encodable())
      } catch ConnectionError.noReceiver {
        throw ConnectionError.noReceiver
      } catch {
        // Each of them can be sent, but not all together.
        try connection.send(answer.failing(with: TaskFailure(error)))
      }
    }
  }
}

/// What a worker with an initializer tells the pool before its first task.
struct Preparation: Codable {
  /// What the initializer threw; nil if it came to its end.
  let problem: String?
}

/// A target of whatever type, which travels by its name.
struct Initializer: Codable, Sendable {
  let target: any ProcessTarget

  init(target: any ProcessTarget) { self.target = target }

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let name = try container.decode(String.self)
    guard let type = TypeNames.type(named: name) as? any ProcessTarget.Type else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "No target has the name \(name).")
    }
    target = try container.decode(type)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(TypeNames.name(of: type(of: target)) ?? "")
    try container.encode(target)
  }
}

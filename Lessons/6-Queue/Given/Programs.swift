import Groundwork

/// Runs each target in a child of its own while `body` runs here, and waits until all have ended.
///
/// - Parameters:
///   - targets: What the children run; their names are those of the types, with a number.
///   - body: What to do meanwhile. The children are joined after it.
/// - Returns: What `body` returns.
/// - Throws: What `start` and `body` throw; then the children are killed, and joined all the same.
package func withChildren<Result>(
  _ targets: [any ProcessTarget], _ body: ([ChildProcess]) throws -> Result
) throws -> Result {
  let children = targets.enumerated().map { ChildProcess($1, name: "\(type(of: $1))-\($0 + 1)") }
  do {
    for child in children { try child.start() }
    let result = try body(children)
    for child in children { try child.join() }
    return result
  } catch {
    for child in children where child.pid != nil {
      try child.kill()
      try child.join()
    }
    throw error
  }
}

// MARK: - Exercise 6.5

/// What a producer sends, and where it came from.
public struct Parcel: Codable, Hashable, Sendable {
  /// The number of the producer, from 0 on.
  public let producer: Int
  /// The number of the parcel among those of its producer, from 0 on.
  public let number: Int

  /// Parcel `number` of a producer.
  public init(producer: Int, number: Int) {
    self.producer = producer
    self.number = number
  }
}

/// A child that puts parcels into a queue that others put into as well.
public struct Producer: ProcessTarget {
  let number: Int
  let parcelCount: Int
  let queue: SharedQueue<Parcel>

  /// Makes a target that puts the parcels `0..<parcelCount` of the producer `number`.
  public init(_ number: Int, parcelCount: Int, to queue: SharedQueue<Parcel>) {
    self.number = number
    self.parcelCount = parcelCount
    self.queue = queue
  }
}

/// A child that gets its share of the parcels from a queue that others get from as well.
public struct Consumer: ProcessTarget {
  let parcelCount: Int
  let queue: SharedQueue<Parcel>
  let reports: SharedQueue<[Parcel]>

  /// Makes a target that gets `parcelCount` parcels, and then puts all of them into `reports`.
  public init(
    parcelCount: Int, from queue: SharedQueue<Parcel>, reports: SharedQueue<[Parcel]>
  ) {
    self.parcelCount = parcelCount
    self.queue = queue
    self.reports = reports
  }
}

// MARK: - Exercise 6.8

/// A child that puts each value, and then ends.
public struct Writer: ProcessTarget {
  let values: [String]
  let queue: SharedQueue<String>

  /// Makes a target that puts `values` into `queue`.
  public init(_ values: [String], to queue: SharedQueue<String>) {
    self.values = values
    self.queue = queue
  }

  /// Puts the values, in order.
  public func run() throws {
    for value in values { try queue.put(value) }
  }
}

/// A child that gets values for ever, and acknowledges each.
public struct Reader: ProcessTarget {
  let queue: SharedQueue<String>
  let acknowledgements: SharedQueue<String>

  /// Makes a target that gets from `queue` and puts what it got into `acknowledgements`.
  public init(from queue: SharedQueue<String>, acknowledgements: SharedQueue<String>) {
    self.queue = queue
    self.acknowledgements = acknowledgements
  }

  /// Gets one value after the other.
  ///
  /// It never returns: somebody has to terminate the child.
  public func run() throws {
    while true { try acknowledgements.put(queue.get()) }
  }
}

/// A child that gets numbers until nil comes, and puts their squares.
public struct Squarer: ProcessTarget {
  let numbers: SharedQueue<Int?>
  let squares: SharedQueue<Int?>

  /// Makes a target that gets from `numbers` and puts into `squares`.
  public init(_ numbers: SharedQueue<Int?>, squares: SharedQueue<Int?>) {
    self.numbers = numbers
    self.squares = squares
  }
}

/// A child that does tasks as long as there are any.
public struct TaskWorker: ProcessTarget {
  let tasks: SharedQueue<String>
  let reports: SharedQueue<String>

  /// Makes a target that gets from `tasks` and puts into `reports` who has done what.
  public init(_ tasks: SharedQueue<String>, reports: SharedQueue<String>) {
    self.tasks = tasks
    self.reports = reports
  }
}

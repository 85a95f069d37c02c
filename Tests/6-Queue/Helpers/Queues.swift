import Grading
import Groundwork
import Testing

// MARK: - Queues without the later exercises

extension SharedQueue {
  /// A queue whose bells are not heard unless they are rung: the exercises do it by themselves.
  static func withoutSlices(capacity: Int, byteCapacity: Int = 1 << 32) throws -> SharedQueue {
    try SharedQueue(capacity: capacity, byteCapacity: byteCapacity, slice: nil)
  }

  /// How many items were put, and how many were taken, from the beginning.
  var numbers: Numbers { Numbers(put: storage.put.load(), taken: storage.taken.load()) }

  /// What `numbers` are.
  struct Numbers: Equatable, CustomStringConvertible {
    let put: UInt64
    let taken: UInt64

    var description: String { "\(put) put and \(taken) taken" }
  }

  /// Stops a test that would wait for items which are not there.
  func require(_ count: Int, _ problem: String) throws {
    let numbers = numbers
    if numbers.put &- numbers.taken != UInt64(count) {
      throw TestFailure("\(problem). There should be \(count) items: \(numbers)")
    }
  }

  /// Closes the queue without exercise 6.6: whoever waits goes on.
  func closeAnyway() {
    storage.closed.store(1)
    items.ringAnyway()
    room.ringAnyway()
  }
}

extension Bell {
  /// Rings the bell without exercise 6.3.
  func ringAnyway() {
    word.store(0)
    word.wake()
  }
}

// MARK: - Items

/// Words with numbers: short ones, and now and then a long one.
func randomWords(_ count: Int, using random: inout Seeded) -> [String] {
  (0..<count).map { number in
    let length = Int.random(in: 0...5, using: &random) == 0 ? 5_000 : 10
    return "\(number) " + String(repeating: "x", count: Int.random(in: 0...length, using: &random))
  }
}

/// An item that can't be encoded, or decoded, if it is told so.
struct Stubborn: Codable, Sendable, Equatable {
  enum Trouble: Error, Equatable {
    case encoding(Int)
    case decoding(Int)
  }

  let number: Int
  var cantBeEncoded = false
  var cantBeDecoded = false

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(number)
    // Half of it is encoded by now.
    if cantBeEncoded { throw Trouble.encoding(number) }
    try container.encode(cantBeDecoded)
  }

  init(number: Int, cantBeEncoded: Bool = false, cantBeDecoded: Bool = false) {
    self.number = number
    self.cantBeEncoded = cantBeEncoded
    self.cantBeDecoded = cantBeDecoded
  }

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    number = try container.decode(Int.self)
    cantBeDecoded = try container.decode(Bool.self)
    if cantBeDecoded { throw Trouble.decoding(number) }
  }
}

// MARK: - Children

/// A child that puts items into a queue, and then ends, or is killed at once.
struct Putting<Element: Codable & Sendable>: ProcessTarget {
  let items: [Element]
  let queue: SharedQueue<Element>
  var isKilled = false

  func run() throws {
    for item in items { try queue.put(item) }
    if isKilled { raise(SIGKILL) }
  }
}

/// A child that gets so many items from one queue, and puts each into another.
struct Passing<Element: Codable & Sendable>: ProcessTarget {
  let count: Int
  let source: SharedQueue<Element>
  let target: SharedQueue<Element>

  func run() throws {
    for _ in 0..<count { try target.put(source.get()) }
  }
}

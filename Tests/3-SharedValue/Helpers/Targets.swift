import Grading
import Groundwork

// What the children of the tests run.

// MARK: - 3.1

/// A variable beside the shared value.
nonisolated(unsafe) var plainValue = 0

/// Sets the shared value, and the plain variable as well.
struct Writes: ProcessTarget {
  let shared: SharedValue<Int>
  let newValue: Int

  func run() {
    plainValue = newValue
    shared.value = newValue
  }
}

/// Adds 1 to the shared value.
struct AddsOne: ProcessTarget {
  let shared: SharedValue<Int>

  func run() { shared.value += 1 }
}

/// Reads the shared value when it is told to, and tells it.
struct Tells: ProcessTarget {
  let shared: SharedValue<Int>
  let count: Int
  let orders: Descriptor
  let output: Descriptor

  func run() throws {
    for _ in 0..<count {
      _ = try orders.readLine(orElse: "no order came")
      try output.writeLine("\(shared.value)")
    }
  }
}

/// Waits at a gate before it decodes its handle; tells the value then.
struct DecodesLate: ProcessTarget {
  let gate: Descriptor
  let shared: SharedValue<Int>
  let output: Descriptor

  init(gate: Descriptor, shared: SharedValue<Int>, output: Descriptor) {
    self.gate = gate
    self.shared = shared
    self.output = output
  }

  init(from decoder: any Decoder) throws {
    var fields = try decoder.unkeyedContainer()
    gate = try fields.decode(Descriptor.self)
    output = try fields.decode(Descriptor.self)
    try gate.waitAtGate()
    shared = try fields.decode(SharedValue<Int>.self)
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.unkeyedContainer()
    try fields.encode(gate)
    try fields.encode(output)
    try fields.encode(shared)
  }

  func run() throws { try output.writeLine("\(shared.value)") }
}

// MARK: - 3.2

/// A variable beside the shared array.
nonisolated(unsafe) var plainNumbers: [Int] = []

/// Sets an element of a shared array to -1, and of one that is not shared.
struct WritesOne: ProcessTarget {
  let shared: SharedArray<Int>
  let plain: [Int]
  let index: Int

  func run() {
    plainNumbers = plain
    plainNumbers[index] = -1
    shared[index] = -1
  }
}

/// Copies an array to another one, in reverse.
struct Reverses: ProcessTarget {
  let from: SharedArray<Padded>
  let to: SharedArray<Padded>

  func run() {
    for index in from.indices { to[to.count - 1 - index] = from[index] }
  }
}

/// Copies an array to another one.
struct Copies: ProcessTarget {
  let from: SharedArray<Int>
  let to: SharedArray<Int>

  func run() {
    for index in from.indices { to[index] = from[index] }
  }
}

/// What must not be done with an index that an array doesn't have.
enum BadAccess: Codable {
  case read, write, sliceFrom, sliceTo
}

/// Uses an index that the array doesn't have.
struct Accesses: ProcessTarget {
  let array: SharedArray<Int>
  let access: BadAccess
  let index: Int

  func run() {
    switch access {
    case .read: print(array[index])
    case .write: array[index] = -1
    case .sliceFrom: print(array[index..<1])
    case .sliceTo: print(array[1..<index])
    }
  }
}

// MARK: - 3.3

/// Negates in this process, which says what it has in its own variable then.
struct NegatesAndTells: ProcessTarget {
  let negate: SetAndNegate
  let output: Descriptor

  func run() throws {
    negate.run()
    try output.writeLine("\(plainNumber)")
  }
}

// MARK: - 3.5

/// Adds to a counter, and writes the sum where the test finds it.
struct AddsOnce: ProcessTarget {
  let counter: SharedCounter
  let amount: Int
  /// Holds the sum at the offset 0.
  let sum: SharedMemory
  #if DEBUG
  var steps: StepControl?
  #endif

  func run() {
    #if DEBUG
    steps?.install()
    #endif
    let result = counter.add(amount)
    #if DEBUG
    steps?.uninstall()
    #endif
    sum.store(result, at: 0)
  }
}

/// Waits at the gate, and then adds 1 many times; each sum is marked in the memory.
struct AddsOften: ProcessTarget {
  let counter: SharedCounter
  let count: Int
  /// Has a byte for each sum.
  let sums: SharedMemory
  let arrivals: Descriptor
  let gate: Descriptor

  func run() throws {
    try arrivals.writeLine(Arrival(number: 0).line)
    try gate.waitAtGate()
    for _ in 0..<count { sums.store(UInt8(1), at: counter.add(1) - 1) }
  }
}

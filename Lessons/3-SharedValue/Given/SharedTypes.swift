import Groundwork

/// A value in memory that several processes share.
///
/// A copy is the same shared value, not another one. It can be in a child's target, and in a message:
/// both processes then have the same value. Any thread of any process may use it.
///
/// Reading is one access of the memory, and so is writing, if the value has 1, 2, 4 or 8 bytes.
/// Reading *and* writing are two: nothing keeps another process out in between. A larger value takes
/// several accesses, and can be read while it is half written.
///
/// What the value's bytes mean is known in every process that runs this program. A pointer is the
/// exception: it means something only in the process that stored it.
///
/// ```swift
/// struct Measure: ProcessTarget {
///   let temperature: SharedValue<Double>
///
///   func run() { temperature.value = 36.6 }
/// }
///
/// let temperature = try SharedValue(0.0)
/// let child = ChildProcess(Measure(temperature: temperature))
/// try child.start()
/// try child.join()
/// print(temperature.value)  // 36.6
/// ```
public struct SharedValue<Value: BitwiseCopyable>: Sendable {
  /// The memory, which holds the value at offset 0, and nothing else.
  @usableFromInline package let memory: SharedMemory

  /// The value that `memory` holds.
  package init(memory: SharedMemory) {
    self.memory = memory
  }
}

/// A fixed number of elements in memory that several processes share.
///
/// A copy is the same shared array, not another one: make an `Array` of it, or take a slice, for a
/// copy of the elements. It can be in a child's target, and in a message.
///
/// For the single element, all that is said of `SharedValue` holds. The elements together are in no
/// way one: others may change some of them while this process goes through them.
///
/// ```swift
/// struct Negate: ProcessTarget {
///   let numbers: SharedArray<Int>
///
///   func run() { for index in numbers.indices { numbers[index] = -numbers[index] } }
/// }
///
/// let numbers = try SharedArray([1, 2, 3])
/// let child = ChildProcess(Negate(numbers: numbers))
/// try child.start()
/// try child.join()
/// print(Array(numbers))  // [-1, -2, -3]
/// ```
public struct SharedArray<Element: BitwiseCopyable>: Sendable {
  /// The memory, which holds the elements one after the other.
  ///
  /// The first is at offset 0, and from one to the next it is `MemoryLayout<Element>.stride` bytes.
  @usableFromInline package let memory: SharedMemory
  /// The number of elements, which never changes.
  public let count: Int

  /// The first `count` elements that `memory` holds.
  package init(memory: SharedMemory, count: Int) {
    self.memory = memory
    self.count = count
  }

  /// Ends the process, with a message, unless `index` is that of an element.
  @inlinable
  func check(_ index: Int) {
    // As unsigned, what is below 0 is above all else.
    if UInt(bitPattern: index) >= UInt(bitPattern: count) { refuse(index, upTo: count - 1) }
  }

  /// Ends the process, with a message, unless `bounds` are between elements of this array.
  func check(_ bounds: Range<Int>) {
    if bounds.lowerBound < 0 { refuse(bounds.lowerBound, upTo: count) }
    if bounds.upperBound > count { refuse(bounds.upperBound, upTo: count) }
  }

  @usableFromInline
  func refuse(_ index: Int, upTo last: Int) -> Never {
    let allowed = last < 0 ? "has none" : "has \(count) elements, use 0 to \(last)"
    fatalError("Index \(index) is out of range: the shared array \(allowed).")
  }
}

/// A number that several processes count with.
///
/// A copy is the same counter, not another one. It can be in a child's target, and in a message. Any
/// thread of any process may use it.
///
/// ```swift
/// struct Clicker: ProcessTarget {
///   let clicks: SharedCounter
///
///   func run() { for _ in 0..<1_000 { clicks.add(1) } }
/// }
///
/// let clicks = try SharedCounter()
/// _ = try runAll([Clicker(clicks: clicks), Clicker(clicks: clicks)])
/// print(clicks.value)  // 2000
/// ```
public struct SharedCounter: Codable, Sendable {
  /// Holds the bits of the number, an `Int`.
  ///
  /// Every process that has the counter may change it at any moment, by `compareExchange` alone: a
  /// plain store could undo what another one has added.
  @usableFromInline package let word: SharedWord64

  /// The counter that `word` holds.
  package init(word: SharedWord64) {
    self.word = word
  }
}

/// What can go wrong with shared values and arrays, and in the programs of this lesson.
public enum SharedValueError: Error, Hashable, CustomStringConvertible {
  /// An array can't have that many elements of so many bytes each.
  case badCount(Int, elementBytes: Int)
  /// A child did not get to the end of its work, so what it shared is unfinished.
  case childFailed(ExitStatus)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .badCount(let count, _) where count < 0:
      "a shared array can't have \(count) elements: give a count of 0 or more"
    case .badCount(let count, let elementBytes):
      "no memory can hold \(count) elements of \(elementBytes) bytes each: give a smaller count"
    case .childFailed(let status):
      "a child \(status), so that its work is not finished: see what it printed"
    }
  }
}

// MARK: - Handing over an array

extension SharedArray: Codable {
  /// The array that another process encoded.
  ///
  /// - Parameter decoder: The decoder of a child that is starting, or of a message.
  /// - Throws: `DecodingError` elsewhere, or if the memory that came is too small.
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    memory = try container.decode(SharedMemory.self)
    count = try container.decode(Int.self)
    // Divided, since a product could overflow.
    guard 0...memory.byteCount / MemoryLayout<Element>.stride ~= count else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "\(count) elements don't fit into \(memory.byteCount) bytes"))
    }
  }

  /// Hands the array to the process that is started, or that the message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(memory)
    try container.encode(count)
  }
}

import Groundwork

extension SharedArray {
  /// Puts `count` times the same element into new shared memory.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - count: How many; 0 is allowed.
  /// - Throws: `SharedValueError.badCount` if the count is negative, or if its size in
  ///   bytes is too large for an `Int`; `SystemError`, such as ENOMEM.
  public init(repeating element: Element, count: Int) throws {
    let stride = MemoryLayout<Element>.stride
    let (byteCount, overflow) = count.multipliedReportingOverflow(by: stride)
    guard count >= 0, !overflow else {
      throw SharedValueError.badCount(count, elementBytes: stride)
    }
    self.init(memory: try SharedMemory(byteCount: byteCount), count: count)
    // Nobody else has the memory yet.
    withUnsafeMutableBufferPointer { $0.initialize(repeating: element) }
  }

  /// Puts `elements` into new shared memory.
  ///
  /// - Parameter elements: The elements to begin with.
  /// - Throws: `SystemError`, such as ENOMEM.
  public init(_ elements: [Element]) throws {
    let byteCount = elements.count * MemoryLayout<Element>.stride
    self.init(memory: try SharedMemory(byteCount: byteCount), count: elements.count)
    _ = withUnsafeMutableBufferPointer { $0.initialize(fromContentsOf: elements) }
  }

  /// Calls `body` with the elements themselves: the fast way to go through many of them.
  ///
  /// The optimizer takes the memory for this process's own: it reads ahead, and writes late. So use
  /// it only while no other process writes.
  ///
  /// - Parameter body: Uses the elements, and keeps no pointer to them.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public func withUnsafeMutableBufferPointer<Result>(
    _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    try memory.withUnsafeMutableBytes { try body($0.bindMemory(to: Element.self)) }
  }
}

extension SharedArray where Element: AdditiveArithmetic {
  /// Puts `count` zeros into new shared memory.
  ///
  /// For types that say what zero is, as integers and floating-point numbers do: each element is
  /// `Element.zero`. Bytes that are all 0 are another matter: they are no `nil`, and may be no value of
  /// the type at all.
  ///
  /// - Parameter count: How many; 0 is allowed.
  /// - Throws: As `init(repeating:count:)` does.
  public init(count: Int) throws {
    try self.init(repeating: .zero, count: count)
  }
}

extension SharedArray: RandomAccessCollection {
  /// The index of the first element: 0.
  public var startIndex: Int {
    0
  }

  /// The index after that of the last element: `count`.
  public var endIndex: Int {
    count
  }

  /// An element, as it is in the shared memory at this moment.
  ///
  /// Neither reading nor writing blocks.
  ///
  /// - Parameter index: From 0 to `count - 1`; any other ends the process, and says so.
  public subscript(index: Int) -> Element {
    get {
      check(index)
      return memory.load(at: index * MemoryLayout<Element>.stride, as: Element.self)
    }
    nonmutating set {
      check(index)
      memory.store(newValue, at: index * MemoryLayout<Element>.stride)
    }
  }

  /// A copy of some elements, in this process's own memory; they keep their indices.
  ///
  /// What is written to the array later is not seen in it.
  ///
  /// - Parameter bounds: Where they are; others than the array has end the process, and say so.
  public subscript(bounds: Range<Int>) -> ArraySlice<Element> {
    check(bounds)
    // What is before the bounds is copied as well, for the indices to be right.
    return (0..<bounds.upperBound).map { self[$0] }[bounds]
  }
}

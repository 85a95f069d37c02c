// Beginner: Only a count below 0 makes no sense.
// Caught by: A count that makes no sense is refused
// Verdict: crashed

import Groundwork

extension SharedArray {
  public init(repeating element: Element, count: Int) throws {
    let stride = MemoryLayout<Element>.stride
    guard count >= 0 else {
      throw SharedValueError.badCount(count, elementBytes: stride)
    }
    let byteCount = count * stride
    self.init(memory: try SharedMemory(byteCount: byteCount), count: count)
    // Nobody else has the memory yet.
    withUnsafeMutableBufferPointer { $0.initialize(repeating: element) }
  }

  public init(_ elements: [Element]) throws {
    let byteCount = elements.count * MemoryLayout<Element>.stride
    self.init(memory: try SharedMemory(byteCount: byteCount), count: elements.count)
    _ = withUnsafeMutableBufferPointer { $0.initialize(fromContentsOf: elements) }
  }

  public func withUnsafeMutableBufferPointer<Result>(
    _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    try memory.withUnsafeMutableBytes { try body($0.bindMemory(to: Element.self)) }
  }
}

extension SharedArray where Element: AdditiveArithmetic {
  public init(count: Int) throws {
    try self.init(repeating: .zero, count: count)
  }
}

extension SharedArray: RandomAccessCollection {
  public var startIndex: Int {
    0
  }

  public var endIndex: Int {
    count
  }

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

  public subscript(bounds: Range<Int>) -> ArraySlice<Element> {
    check(bounds)
    // What is before the bounds is copied as well, for the indices to be right.
    return (0..<bounds.upperBound).map { self[$0] }[bounds]
  }
}

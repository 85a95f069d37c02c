// Mistake: The upper bound of a slice is checked, the lower one is not.
// Caught by: Bounds outside of it end the process, which says so
// Verdict: failed

import Groundwork

extension SharedArray {
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
    if bounds.upperBound > count { check(bounds) }
    let elements = (0..<bounds.upperBound).map { self[$0] }
    return elements[Swift.max(0, bounds.lowerBound)..<bounds.upperBound]
  }
}

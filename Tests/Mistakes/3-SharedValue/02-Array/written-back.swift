// Mistake: The body gets a copy of the elements, which is written back when it returns.
// Caught by: The buffer and the array are the same elements, at every moment
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
    for index in 0..<count { self[index] = element }
  }

  public init(_ elements: [Element]) throws {
    let byteCount = elements.count * MemoryLayout<Element>.stride
    self.init(memory: try SharedMemory(byteCount: byteCount), count: elements.count)
    for index in 0..<elements.count { self[index] = elements[index] }
  }

  public func withUnsafeMutableBufferPointer<Result>(
    _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    var copy = ContiguousArray(self)
    let result = try copy.withUnsafeMutableBufferPointer { try body($0) }
    memory.withUnsafeMutableBytes { bytes in
      copy.withUnsafeBytes { bytes.copyMemory(from: $0) }
    }
    return result
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

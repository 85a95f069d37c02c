// Mistake: New memory is taken for zeros of every type.
// Caught by: Without elements it is made of zeros
// Verdict: failed

import Groundwork

extension SharedArray {
  public init(repeating element: Element, count: Int) throws {
    try self.init(roomFor: count)
    for index in indices { self[index] = element }
  }

  public init(_ elements: [Element]) throws {
    try self.init(roomFor: elements.count)
    for (index, element) in elements.enumerated() { self[index] = element }
  }

  private init(roomFor count: Int) throws {
    let stride = MemoryLayout<Element>.stride
    let (byteCount, overflow) = count.multipliedReportingOverflow(by: stride)
    guard count >= 0, !overflow else {
      throw SharedValueError.badCount(count, elementBytes: stride)
    }
    self.init(memory: try SharedMemory(byteCount: byteCount), count: count)
  }

  public func withUnsafeMutableBufferPointer<Result>(
    _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    try memory.withUnsafeMutableBytes { try body($0.bindMemory(to: Element.self)) }
  }
}

extension SharedArray where Element: AdditiveArithmetic {
  public init(count: Int) throws {
    try self.init(roomFor: count)
  }
}

extension SharedArray: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

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
    return (0..<bounds.upperBound).map { self[$0] }[bounds]
  }
}

// Mistake: Whatever keeps the memory from being made is told as a bad count.
// Caught by: What keeps memory from being made comes out
// Verdict: failed

import Groundwork

extension SharedArray {
  public init(repeating element: Element, count: Int) throws {
    let stride = MemoryLayout<Element>.stride
    let (byteCount, overflow) = count.multipliedReportingOverflow(by: stride)
    guard count >= 0, !overflow, let memory = try? SharedMemory(byteCount: byteCount) else {
      throw SharedValueError.badCount(count, elementBytes: stride)
    }
    self.init(memory: memory, count: count)
    for index in indices { self[index] = element }
  }

  public init(_ elements: [Element]) throws {
    let byteCount = elements.count * MemoryLayout<Element>.stride
    self.init(memory: try SharedMemory(byteCount: byteCount), count: elements.count)
    for (index, element) in elements.enumerated() { self[index] = element }
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

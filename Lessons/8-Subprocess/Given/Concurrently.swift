import Groundwork
import Synchronization

/// Does the same with each element at once, each on a thread of its own, and waits for all.
///
/// Blocks the calling thread.
///
/// - Parameters:
///   - elements: What to work on.
///   - work: What is done with each.
/// - Returns: What `work` returned for each, in order.
/// - Throws: What `work` threw first, in the order of the elements; `SystemError`, if there can be
///   no more threads.
func concurrently<Element: Sendable, Value: Sendable>(
  _ elements: [Element], _ work: @escaping @Sendable (Element) throws -> Value
) throws -> [Value] {
  let (reader, writer) = try Descriptor.pipe()
  defer { reader.close() }
  let results = elements.map { _ in OneResult<Value>() }
  for (element, result) in zip(elements, results) {
    try BackgroundThread {
      result.set(Result { try work(element) })
      // A byte for each that is done.
      _ = try? [UInt8(ascii: ".")].withUnsafeBytes { try writer.write($0) }
    }
  }
  var byte: UInt8 = 0
  for _ in elements { _ = try withUnsafeMutableBytes(of: &byte) { try reader.read(into: $0) } }
  writer.close()
  return try results.compactMap { try $0.get() }
}

/// What came of the work of one thread.
private final class OneResult<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)

  func set(_ new: Result<Value, any Error>) { result.withLock { $0 = new } }
  func get() throws -> Value? { try result.withLock { $0 }?.get() }
}

// Mistake: The body works on the shared memory itself, where a killed process leaves its half.
// Caught by: Of what a killed process was about to do, nothing or everything is there
// Verdict: failed

import Groundwork

extension SharedMutex {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: (inout Value) throws -> Result) throws -> Result {
    try lock.withLock {
      let offset = Self.offset(ofSlot: selector.load())
      return try selector.memory.withUnsafeMutableBytes { bytes in
        let place = bytes.bindMemory(to: UInt8.self).baseAddress.map { $0 + offset }
        guard let place else { fatalError("The memory is empty.") }
        return try place.withMemoryRebound(to: Value.self, capacity: 1) { try body(&$0.pointee) }
      }
    }
  }
}

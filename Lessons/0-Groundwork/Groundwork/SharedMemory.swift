/// Memory without a name that several processes can see.
///
/// Zeroed at first. Codable only while a child is started or a message is sent.
public final class SharedMemory: @unchecked Sendable, Codable {
  /// Makes `byteCount` bytes of zeroed shared memory (`memfd_create`, `mmap`).
  public init(byteCount: Int) throws { fatalError("to be written") }
  public init(from decoder: any Decoder) throws { fatalError("to be written") }
  public func encode(to encoder: any Encoder) throws { fatalError("to be written") }

  /// The size in bytes.
  public var byteCount: Int { fatalError("to be written") }

  /// Calls `body` with the memory itself. Other processes may change it meanwhile.
  public func withUnsafeMutableBytes<Result>(
    _ body: (UnsafeMutableRawBufferPointer) throws -> Result
  ) rethrows -> Result { fatalError("to be written") }

  /// Loads a value. Opaque to the optimiser: each call is one access of the memory.
  public func load<T: BitwiseCopyable>(at offset: Int, as type: T.Type) -> T { fatalError("to be written") }
  /// Stores a value. Opaque to the optimiser: each call is one access of the memory.
  public func store<T: BitwiseCopyable>(_ value: T, at offset: Int) { fatalError("to be written") }
}

public import CPlatform

/// Memory without a name that several processes can see.
///
/// Zeroed at first. Codable only while a child is started or a message is sent: the other process
/// then sees the same bytes, at another address, so that a pointer stored in them means nothing there.
/// It lives until the last process that has it lets go of it; nothing is left in the file system, and
/// a full `/tmp` or `/dev/shm` doesn't matter. The system provides a page when it is first touched.
///
/// ```swift
/// struct Measure: ProcessTarget {
///   let memory: SharedMemory
///
///   func run() { memory.store(36.6, at: 8) }
/// }
///
/// let memory = try SharedMemory(byteCount: 16)
/// let pid = try launch(Measure(memory: memory), name: "measure")
/// waitpid(pid, nil, 0)
/// print(memory.load(at: 8, as: Double.self))  // 36.6
/// ```
public final class SharedMemory: @unchecked Sendable {
  /// The size in bytes.
  public let byteCount: Int

  @usableFromInline let base: UnsafeMutableRawPointer
  /// Nil if the memory is this process's alone.
  private let descriptor: Descriptor?

  /// Makes `byteCount` bytes of zeroed shared memory (`memfd_create`, `mmap`).
  ///
  /// - Parameter byteCount: The size, which never changes. Zero is allowed.
  /// - Throws: `SystemError`: ENOMEM; EMFILE, as the memory has a descriptor; EFBIG if it would be larger
  ///   than a file of this process may be (`ulimit -f`).
  public convenience init(byteCount: Int) throws {
    guard byteCount >= 0 else {
      throw SystemError(
        "memfd_create", number: EINVAL, detail: "A size of \(byteCount) bytes makes no sense.")
    }
    let number = try check("memfd_create", detail: "For \(byteCount) bytes of shared memory.") {
      workbook_memory(byteCount)
    }
    try self.init(mapping: Descriptor(closeOnExec: number), byteCount: byteCount)
  }

  /// Maps memory that exists.
  init(mapping descriptor: Descriptor, byteCount: Int) throws {
    // Not even an empty mapping is allowed to have no bytes.
    let address = mmap(
      nil, max(byteCount, 1), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor.number, 0)
    guard let address, address != MAP_FAILED else {
      throw SystemError("mmap", detail: "For \(byteCount) bytes of shared memory.")
    }
    self.descriptor = descriptor
    self.byteCount = byteCount
    base = address
  }

  /// Makes `byteCount` bytes of zeroed memory for the threads of this process alone.
  ///
  /// It takes no descriptor, and can't be handed over: for words on which threads wait for each other.
  package init(forThreads byteCount: Int) {
    descriptor = nil
    self.byteCount = byteCount
    base = .allocate(byteCount: max(byteCount, 1), alignment: 4096)
    base.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
  }

  deinit {
    if descriptor == nil { base.deallocate() } else { munmap(base, max(byteCount, 1)) }
  }

  /// Calls `body` with the memory itself.
  ///
  /// Other processes may change it meanwhile, and the optimizer doesn't know: use `load` and `store`,
  /// or a `SharedWord`, for whatever is not protected by a lock.
  ///
  /// - Parameter body: Uses the memory, and keeps no pointer to it.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  @inlinable
  public func withUnsafeMutableBytes<Result>(
    _ body: (UnsafeMutableRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeMutableRawBufferPointer(start: base, count: byteCount))
  }

  /// Gives pages back to the system, if it can take them (`madvise` with `MADV_REMOVE`).
  ///
  /// For memory that is not needed now: it is taken from the system again when it is used.
  ///
  /// - Parameter range: Where nothing is that anybody needs, in any process: multiples of a page's
  ///   size, 4,096 bytes or a multiple of it. What is there may be zero after that.
  package func giveBack(_ range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= byteCount,
      "\(range) is outside of the \(byteCount) bytes of this memory.")
    if descriptor == nil || range.isEmpty { return }
    workbook_give_back(base + range.lowerBound, range.count)
  }

  /// Loads a value, as it is in memory at this moment.
  ///
  /// Opaque to the optimizer: each call is one access of the memory if the value has 1, 2, 4 or 8
  /// bytes and is aligned to them. Others take several, and can meet a store halfway.
  /// Orders nothing else: for that there are locks and `SharedWord`.
  ///
  /// - Parameters:
  ///   - offset: Where it is, in bytes: inside the memory, and aligned for the type, or it traps.
  ///   - type: The type of the value.
  /// - Returns: The value.
  @inlinable
  public func load<T: BitwiseCopyable>(at offset: Int, as type: T.Type) -> T {
    let address = address(of: type, at: offset)
    #if DEBUG
    _ = StepHook.before(.memoryLoad, at: address, in: self)
    #endif
    let isAligned = Int(bitPattern: address) & (MemoryLayout<T>.size - 1) == 0
    switch MemoryLayout<T>.size {
    case 1: return unsafeBitCast(workbook_load_8(address), to: type)
    case 2 where isAligned: return unsafeBitCast(workbook_load_16(address), to: type)
    case 4 where isAligned: return unsafeBitCast(workbook_load_32(address), to: type)
    case 8 where isAligned: return unsafeBitCast(workbook_load_64(address), to: type)
    case let size:
      return withUnsafeTemporaryAllocation(
        byteCount: max(size, 1), alignment: MemoryLayout<T>.alignment
      ) { copy in
        // A temporary allocation of at least one byte has an address.
        workbook_load_bytes(copy.baseAddress, address, size)
        return copy.load(as: type)
      }
    }
  }

  /// Stores a value.
  ///
  /// Opaque to the optimizer, and in one piece, as `load` is.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - offset: Where it goes, in bytes: inside the memory, and aligned for the type, or it traps.
  @inlinable
  public func store<T: BitwiseCopyable>(_ value: T, at offset: Int) {
    let address = address(of: T.self, at: offset)
    #if DEBUG
    _ = StepHook.before(.memoryStore, at: address, in: self)
    #endif
    let isAligned = Int(bitPattern: address) & (MemoryLayout<T>.size - 1) == 0
    switch MemoryLayout<T>.size {
    case 1: workbook_store_8(address, unsafeBitCast(value, to: UInt8.self))
    case 2 where isAligned: workbook_store_16(address, unsafeBitCast(value, to: UInt16.self))
    case 4 where isAligned: workbook_store_32(address, unsafeBitCast(value, to: UInt32.self))
    case 8 where isAligned: workbook_store_64(address, unsafeBitCast(value, to: UInt64.self))
    case let size:
      withUnsafeBytes(of: value) { workbook_store_bytes(address, $0.baseAddress, size) }
    }
  }

  /// The address of a value, which is inside the memory and aligned: this is where it is checked.
  @inlinable
  func address<T>(of type: T.Type, at offset: Int) -> UnsafeMutableRawPointer {
    // Compared without a sum, which could overflow. The memory itself is aligned to a page.
    if offset < 0 || offset > byteCount - MemoryLayout<T>.size
      || offset & (MemoryLayout<T>.alignment - 1) != 0
    {
      refuse(offset, MemoryLayout<T>.size, MemoryLayout<T>.alignment)
    }
    return base + offset
  }

  @usableFromInline
  func refuse(_ offset: Int, _ size: Int, _ alignment: Int) -> Never {
    fatalError(
      offset & (alignment - 1) != 0
        ? "Offset \(offset) is not a multiple of \(alignment), the alignment of the type."
        : "\(size) bytes at offset \(offset) are outside of the \(byteCount) bytes of this memory.")
  }
}

// MARK: - Handing memory to other processes

extension SharedMemory: Codable, Receivable {
  static func received(from decoder: any Decoder) throws -> SharedMemory {
    let attachments = try decoder.attachments(for: SharedMemory.self)
    var container = try decoder.unkeyedContainer()
    let index = try container.decode(Int.self)
    let byteCount = try container.decode(Int.self)
    let descriptor = try decoder.descriptor(at: index, of: attachments)
    return try attachments.object(at: index) {
      // Touching bytes that the file doesn't have would be SIGBUS.
      var status = stat()
      let number = try check("fstat") { fstat(descriptor.number, &status) }
      guard number == 0, byteCount >= 0, byteCount <= status.st_size else {
        throw decoder.corrupted("There are not \(byteCount) bytes in the memory that came")
      }
      return try SharedMemory(mapping: descriptor, byteCount: byteCount)
    }
  }

  /// Hands the memory to the process that is started, or that the message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere.
  public func encode(to encoder: any Encoder) throws {
    guard let descriptor else {
      throw EncodingError.invalidValue(
        self,
        .init(
          codingPath: encoder.codingPath,
          debugDescription: "This memory is for the threads of one process: it can't be handed over"
        ))
    }
    let index = try encoder.attach(descriptor, of: self)
    var container = encoder.unkeyedContainer()
    try container.encode(index)
    try container.encode(byteCount)
  }
}

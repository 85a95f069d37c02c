#if Solutions
import Groundwork
import Testing

@Suite("SharedMemory") struct SharedMemoryTests {
  @Test("It is zeroed at first, and holds what was stored")
  func values() throws {
    let memory = try SharedMemory(byteCount: 64)
    #expect(memory.byteCount == 64)
    for offset in 0..<8 { #expect(memory.load(at: offset * 8, as: Int.self) == 0) }
    memory.store(-1 as Int8, at: 1)
    memory.store(-2 as Int16, at: 2)
    memory.store(-3 as Int32, at: 4)
    memory.store(-4 as Int64, at: 8)
    memory.store(-0.5, at: 16)
    memory.store(true, at: 24)
    memory.store(Odd(a: 1, b: 2), at: 25)
    memory.store(Pair(a: 5, b: 6), at: 36)
    memory.store((7, 8) as (Int, Int), at: 48)
    #expect(memory.load(at: 0, as: UInt8.self) == 0)
    #expect(memory.load(at: 1, as: Int8.self) == -1)
    #expect(memory.load(at: 2, as: Int16.self) == -2)
    #expect(memory.load(at: 4, as: Int32.self) == -3)
    #expect(memory.load(at: 8, as: Int64.self) == -4)
    #expect(memory.load(at: 16, as: Double.self) == -0.5)
    #expect(memory.load(at: 24, as: Bool.self))
    #expect(memory.load(at: 25, as: Odd.self) == Odd(a: 1, b: 2))
    #expect(memory.load(at: 36, as: Pair.self) == Pair(a: 5, b: 6))
    #expect(memory.load(at: 48, as: (Int, Int).self) == (7, 8))
  }

  /// Three bytes: no single access fits.
  struct Odd: BitwiseCopyable, Equatable {
    var a: UInt8
    var b: UInt8
    var c: UInt8 = 3
  }

  /// Eight bytes, but aligned to four.
  struct Pair: BitwiseCopyable, Equatable {
    var a: Int32
    var b: Int32
  }

  @Test("A child's stores are seen here, and those made here by the child")
  func shared() throws {
    let memory = try SharedMemory(byteCount: 16)
    memory.store(20, at: 0)
    #expect(try wait(for: launch(Doubles(memory: memory), name: "doubles")) == 0)
    #expect(memory.load(at: 8, as: Int.self) == 40)
    #expect(memory.withUnsafeMutableBytes { $0.load(fromByteOffset: 8, as: Int.self) } == 40)
  }

  @Test("Memories are apart from each other")
  func isolation() throws {
    let memories = try (0..<3).map { _ in try SharedMemory(byteCount: 16) }
    memories[1].store(4, at: 0)
    #expect(try wait(for: launch(Doubles(memory: memories[1]), name: "doubles")) == 0)
    #expect(memories.map { $0.load(at: 8, as: Int.self) } == [0, 8, 0])
  }

  @Test("A loop that waits for another process's store ends")
  func opaque() throws {
    let memory = try SharedMemory(byteCount: 16)
    let pid = try launch(SpinsAndAnswers(memory: memory), name: "spins")
    memory.store(1, at: 0)
    while memory.load(at: 8, as: Int.self) == 0 {}
    #expect(try wait(for: pid) == 0)
  }

  @Test("It lives on in a child after it was released here")
  func outlives() throws {
    let (go, goWriter) = try Descriptor.pipe()
    let (reader, writer) = try Descriptor.pipe()
    let pid = try {
      let memory = try SharedMemory(byteCount: 8)
      memory.store(99, at: 0)
      return try launch(LoadsLater(memory: memory, go: go, writer: writer), name: "loads")
    }()
    writer.close()
    try goWriter.write("!")
    #expect(try readAll(reader) == "99")
    #expect(try wait(for: pid) == 0)
  }
}

// MARK: - Bad input

extension SharedMemoryTests {
  @Test("A size of zero is allowed, one below is not, nor one beyond all measure")
  func sizes() throws {
    let empty = try SharedMemory(byteCount: 0)
    #expect(empty.byteCount == 0)
    #expect(empty.withUnsafeMutableBytes { $0.count } == 0)
    let negative = #expect(throws: SystemError.self) { try SharedMemory(byteCount: -1) }
    #expect(
      negative?.description
        == "memfd_create: Invalid argument (EINVAL). A size of -1 bytes makes no sense.")
    #expect(throws: SystemError.self) { try SharedMemory(byteCount: .max) }
  }

  @Test(
    "A load outside of the memory traps, and says why",
    arguments: [
      (-8, "8 bytes at offset -8 are outside of the 20 bytes of this memory."),
      (16, "8 bytes at offset 16 are outside of the 20 bytes of this memory."),
      (
        Int.max - 7,
        "8 bytes at offset \(Int.max - 7) are outside of the 20 bytes of this memory."
      ),
      (12, "Offset 12 is not a multiple of 8, the alignment of the type."),
    ])
  func outside(_ offset: Int, message: String) throws {
    let memory = try SharedMemory(byteCount: 20)
    let (text, status) = try output(of: LoadsAt(memory: memory, offset: offset))
    #expect(text.contains("Fatal error: \(message)"))
    #expect([-SIGILL, -SIGTRAP].contains(status))
  }

  @Test("Memory can't be made smaller by who has its descriptor")
  func sealed() throws {
    let memory = try SharedMemory(byteCount: 4096)
    let descriptor = try encode(memory).descriptors[0]
    #expect(ftruncate(descriptor.number, 0) == -1 && errno == EPERM)
    #expect(ftruncate(descriptor.number, 1 << 20) == -1 && errno == EPERM)
  }

  @Test("A message that claims more bytes than came is refused")
  func tooLarge() throws {
    let memory = try SharedMemory(byteCount: 4096)
    let descriptor = try encode(memory).descriptors[0]
    for byteCount in [4097, -1, Int.max] {
      do {
        let _: SharedMemory = try decode(
          WireEncoder().encode([0, byteCount]), with: [copy(descriptor)])
        Issue.record("\(byteCount) bytes were accepted")
      } catch DecodingError.dataCorrupted(let context) {
        #expect(
          context.debugDescription == "There are not \(byteCount) bytes in the memory that came")
      }
    }
  }

  @Test("What is no memory is refused")
  func noMemory() throws {
    let (reader, _) = try Descriptor.pipe()
    let error = #expect(throws: SystemError.self) {
      let _: SharedMemory = try decode(WireEncoder().encode([0, 0]), with: [copy(reader)])
    }
    #expect(error?.call == "mmap")
  }
}

// MARK: - Targets

struct Doubles: ProcessTarget {
  let memory: SharedMemory

  func run() { memory.store(memory.load(at: 0, as: Int.self) * 2, at: 8) }
}

struct SpinsAndAnswers: ProcessTarget {
  let memory: SharedMemory

  func run() {
    while memory.load(at: 0, as: Int.self) == 0 {}
    memory.store(1, at: 8)
  }
}

struct LoadsAt: ProcessTarget {
  let memory: SharedMemory
  let offset: Int

  func run() { print(memory.load(at: offset, as: Int.self)) }
}

struct LoadsLater: ProcessTarget {
  let memory: SharedMemory
  let go: Descriptor
  let writer: Descriptor

  func run() throws {
    _ = try go.waitUntilReadable()
    try writer.write("\(memory.load(at: 0, as: Int.self))")
  }
}
#endif

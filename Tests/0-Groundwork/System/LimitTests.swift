#if Solutions
import Grading
import Groundwork
import Testing

// What a process may not have, or not now, is an error: no signal ends it, and nothing waits for it.

@Suite("Limits") struct LimitTests {
  @Test("Memory that is larger than a file may be throws EFBIG, where SIGXFSZ ended the process")
  func sharedMemory() throws {
    let (text, status) = try transcript { MakesLargeMemory(writer: $0) }
    #expect(text == "65536: ok, 65537: EFBIG, launch: EFBIG, small launch: 0")
    #expect(status == 0)
  }

  @Test("So does a write to a file")
  func write() throws {
    let (text, status) = try transcript { WritesLargeFile(writer: $0) }
    #expect(text == "50000 15536 EFBIG, pending: false")
    #expect(status == 0)
  }

  @Test("A SIGXFSZ of somebody else's stays pending")
  func foreignSignal() throws {
    let (text, status) = try transcript { WritesLargeFile(writer: $0, isPending: true) }
    #expect(text == "50000 15536 EFBIG, pending: true")
    #expect(status == 0)
  }

  @Test("What the parent printed to a pipe that nobody reads doesn't end it when it starts a child")
  func brokenOutput() throws {
    let (text, status) = try transcript { PrintsToNobody(writer: $0) }
    #expect(text == "launched")
    #expect(status == 0)
  }

  @Test("A thread that is stuck in printing holds up no start")
  func stuckOutput() throws {
    let (text, status) = try transcript { StartsBesideAStuckThread(writer: $0) }
    #expect(text == "launched spawned")
    #expect(status == 0)
  }

  @Test("A target can hold nearly all the descriptors that the limit allows")
  func manyDescriptors() throws {
    let (text, status) = try transcript { HandsOverMany(writer: $0) }
    #expect(text == "240 right")
    #expect(status == 0)
  }

  @Test("Descriptors arrive, whatever circles their numbers form")
  func circles() throws {
    let (text, status) = try transcript { HandsOverShuffled(writer: $0, seed: Seeded().seed) }
    #expect(text == String(repeating: "right ", count: 20))
    #expect(status == 0)
  }

  @Test("Memory for the threads of a process takes no descriptor, and can't be handed over")
  func memoryForThreads() throws {
    let (text, _) = try transcript { MakesMemoryForThreads(writer: $0) }
    #expect(text == "0 descriptors, 7, woken")
    let memory = SharedMemory(forThreads: 8)
    let error = #expect(throws: LaunchError.self) {
      try launch(Holds(memory: memory), name: "never")
    }
    #expect("\(error as Any)".contains("This memory is for the threads of one process"))
  }

  @Test("A large value that there is no memory to encode throws ENOMEM")
  func noMemory() throws {
    let (text, status) = try transcript { EncodesMuch(writer: $0) }
    #expect(text == "ENOMEM, ENOMEM, ok")
    #expect(status == 0)
  }
}

// MARK: - Sizes

/// Sets the size that a file may have at the most.
private func limitFiles(to byteCount: rlim_t) {
  var limit = rlimit(rlim_cur: byteCount, rlim_max: rlim_t.max)
  setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}

/// The name of the system's error that `body` throws, or "ok".
private func outcome(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "ok"
  } catch LaunchError.system(let error) {
    return error.name
  } catch SpawnError.system(let error) {
    return error.name
  } catch {
    return (error as? SystemError)?.name ?? "\(error)"
  }
}

struct Holds: ProcessTarget {
  var memory: SharedMemory?
  var bytes: [UInt8] = []

  func run() {}
}

struct MakesLargeMemory: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    limitFiles(to: 65_536)
    let sizes = [65_536, 65_537].map { size in
      "\(size): \(outcome { _ = try SharedMemory(byteCount: size) }), "
    }
    let large = Holds(bytes: [UInt8](repeating: 1, count: 2 << 20))
    let launched = outcome { _ = try launch(large, name: "large") }
    let status = try wait(for: launch(Holds(), name: "small"))
    try writer.write("\(sizes.joined())launch: \(launched), small launch: \(status)")
  }
}

struct WritesLargeFile: ProcessTarget {
  let writer: Descriptor
  var isPending = false

  func run() throws {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGXFSZ)
    if isPending {
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      pthread_kill(pthread_self(), SIGXFSZ)
    }
    limitFiles(to: 65_536)
    guard let stream = tmpfile() else { throw SystemError("tmpfile") }
    let file = try Descriptor.duplicate(fileno(stream))
    let bytes = [UInt8](repeating: 1, count: 50_000)
    var counts: [String] = []
    let end = outcome {
      while true { counts.append("\(try bytes.withUnsafeBytes { try file.write($0) })") }
    }
    var pending = sigset_t()
    sigpending(&pending)
    let isLeft = sigismember(&pending, SIGXFSZ) == 1
    try writer.write("\(counts.joined(separator: " ")) \(end), pending: \(isLeft)")
  }
}

struct EncodesMuch: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let much = [UInt8](repeating: 1, count: 300 << 20)
    var pages = 0
    guard let text = contents(of: "/proc/self/statm") else { throw SystemError("open") }
    pages = text.split(separator: " ").first.flatMap { Int($0) } ?? 0
    let limit = rlim_t(pages * Int(sysconf(CInt(_SC_PAGESIZE)))) + (200 << 20)
    var all = rlimit(rlim_cur: limit, rlim_max: limit)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &all)
    let ends = [
      outcome { _ = try WireEncoder().withEncodedBytes(of: much) { $0.count } },
      outcome { _ = try WireEncoder().withEncodedBytes(of: [much, [1]]) { $0.count } },
      outcome { _ = try WireEncoder().withEncodedBytes(of: Array(much.prefix(1000))) { $0.count } },
    ]
    try writer.write(ends.joined(separator: ", "))
  }

  private func contents(of path: String) -> String? {
    let file = Descriptor(owning: open(path, O_RDONLY))
    return try? readAll(file)
  }
}

// MARK: - Output

struct PrintsToNobody: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let (reader, broken) = try Descriptor.pipe()
    dup2(broken.number, 1)
    reader.close()
    broken.close()
    print("for nobody")
    _ = try wait(for: launch(Idle(), name: "idle"))
    try writer.write("launched")
    _exit(0)
  }
}

struct StartsBesideAStuckThread: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    // A pipe that is full, and that nobody reads.
    let (reader, full) = try Descriptor.pipe()
    dup2(full.number, 1)
    let thread = try BackgroundThread { while true { print(String(repeating: "x", count: 4_000)) } }
    while thread.identifier.flatMap({ threadActivity($0) })?.isAsleep != true { sched_yield() }
    _ = try wait(for: launch(Idle(), name: "idle"))
    try writer.write("launched ")
    _ = try wait(for: ProgramStart(["true"]).spawn())
    try writer.write("spawned")
    withExtendedLifetime(reader) {}
    _exit(0)
  }
}

// MARK: - Descriptors

struct HandsOverMany: ProcessTarget {
  let writer: Descriptor
  static let count = 240

  func run() throws {
    var limit = rlimit(rlim_cur: 256, rlim_max: 256)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let (reader, end) = try Descriptor.pipe()
    for _ in 0..<Self.count { try end.write("x") }
    end.close()
    let all = try (0..<Self.count).map { _ in try Descriptor.duplicate(reader.number) }
    reader.close()
    exit(try wait(for: launch(Reads(all: all, writer: writer), name: "reads")))
  }

  struct Reads: ProcessTarget {
    let all: [Descriptor]
    let writer: Descriptor

    func run() throws {
      var byte: UInt8 = 0
      let right = try all.count { reader in
        try withUnsafeMutableBytes(of: &byte) { try reader.read(into: $0) } == 1
      }
      try writer.write("\(right) right")
    }
  }
}

struct HandsOverShuffled: ProcessTarget {
  let writer: Descriptor
  let seed: UInt64

  func run() throws {
    var random = Seeded(seed: seed)
    for _ in 0..<20 {
      // Numbers from 3 on, with holes, and some above those that the child will have.
      let memories = try (0..<12).map { number in
        let memory = try SharedMemory(byteCount: 8)
        memory.store(number, at: 0)
        return memory
      }
      let order = Array(0..<12).shuffled(using: &random).prefix(
        Int.random(in: 1...12, using: &random))
      let target = Reads(memories: order.map { memories[$0] }, order: Array(order), writer: writer)
      _ = try wait(for: launch(target, name: "reads \(random)"))
    }
  }

  struct Reads: ProcessTarget {
    let memories: [SharedMemory]
    let order: [Int]
    let writer: Descriptor

    func run() throws {
      let found = memories.map { $0.load(at: 0, as: Int.self) }
      try writer.write(
        found == order ? "right " : "\(found), not \(order); \(CurrentProcess.name) ")
    }
  }
}

struct MakesMemoryForThreads: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let before = openDescriptors().count
    let memory = SharedMemory(forThreads: 16)
    let count = openDescriptors().count - before
    memory.store(7, at: 0)
    let word = SharedWord(in: memory, at: 8)
    let thread = try BackgroundThread { while word.load() == 0 { _ = word.wait(while: 0) } }
    word.store(1)
    word.wake()
    while !thread.hasFinished { sched_yield() }
    try writer.write("\(count) descriptors, \(memory.load(at: 0, as: Int.self)), woken")
  }
}
#endif

#if Solutions
import Groundwork
import Testing

@Suite("Shared words") struct SharedWordTests {
  @Test("A new word is 0, and holds what was stored")
  func loadAndStore() throws {
    let memory = try SharedMemory(byteCount: 64)
    let word = SharedWord(in: memory, at: 4)
    #expect(word.load() == 0)
    word.store(.max)
    #expect(word.load() == .max)
    #expect(word.offset == 4)
    #expect(memory.load(at: 0, as: UInt32.self) == 0)
    #expect(memory.load(at: 4, as: UInt32.self) == .max)
    #expect(memory.load(at: 8, as: UInt32.self) == 0)
  }

  @Test("An exchange returns the value before")
  func exchange() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    #expect(word.exchange(7) == 0)
    #expect(word.exchange(8) == 7)
    #expect(word.load() == 8)
  }

  @Test("A compareExchange sets the expected value alone")
  func compareExchange() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    #expect(word.compareExchange(expected: 0, desired: 5) == (true, 0))
    #expect(word.compareExchange(expected: 0, desired: 6) == (false, 5))
    #expect(word.load() == 5)
  }

  @Test("64 bits: load, store, exchange, compareExchange")
  func wide() throws {
    let memory = try SharedMemory(byteCount: 24)
    let word = SharedWord64(in: memory, at: 8)
    #expect(word.exchange(1 << 40) == 0)
    #expect(word.compareExchange(expected: 0, desired: 1) == (false, 1 << 40))
    #expect(word.compareExchange(expected: 1 << 40, desired: .max) == (true, 1 << 40))
    #expect(word.load() == .max)
    word.store(3)
    #expect(memory.load(at: 8, as: UInt64.self) == 3)
    #expect(memory.load(at: 0, as: UInt64.self) == 0)
    #expect(memory.load(at: 16, as: UInt64.self) == 0)
  }

  @Test("The lower half of 64 bits is a word to wait on")
  func lowerHalf() throws {
    let wide = SharedWord64(in: try SharedMemory(byteCount: 16), at: 8)
    wide.store(0x1_0000_0002)
    #expect(wide.lowerHalf.load() == 2)
    wide.lowerHalf.store(9)
    #expect(wide.load() == 0x1_0000_0009)
    #expect(wide.lowerHalf.wait(while: 8))
  }

  @Test(
    "A word can't lie outside of its memory, or askew", arguments: [-4, 1, 2, 61, 64, 1 << 40])
  func badPlaces(offset: Int) throws {
    let memory = try SharedMemory(byteCount: 64)
    let attachments = Attachments()
    var encoder = WireEncoder()
    let key = try #require(Attachments.key)
    encoder.userInfo[key] = attachments
    let bytes = try encoder.encode(ForgedWord(memory: memory, offset: offset))
    var decoder = WireDecoder()
    decoder.userInfo[key] = Attachments(received: [try Descriptor.duplicate(0)])
    #expect(throws: DecodingError.self) { try decoder.decode(SharedWord.self, from: bytes) }
  }

  @Test("A misplaced word traps", arguments: [(62, false), (4, true)])
  func misplaced(offset: Int, isWide: Bool) throws {
    let target = Misplaced(
      memory: try SharedMemory(byteCount: 64), offset: offset, isWide: isWide)
    let (text, status) = try output(of: target)
    #expect(text.contains("not \(offset)."))
    #expect([-SIGILL, -SIGTRAP].contains(status))
  }
}

// MARK: - Between processes

extension SharedWordTests {
  @Test("Two processes that add by compareExchange lose nothing")
  func adding() throws {
    let memory = try SharedMemory(byteCount: 16)
    let target = Adder(
      narrow: SharedWord(in: memory, at: 0), wide: SharedWord64(in: memory, at: 8), count: 20_000)
    let children = try (1...2).map { try launch(target, name: "Adder-\($0)") }
    for child in children { #expect(try wait(for: child) == 0) }
    #expect(target.narrow.load() == 40_000)
    #expect(target.wide.load() == 40_000 << 32)
  }

  @Test("A sleeper in another process is woken")
  func wake() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let child = try launch(Sleeper(word: word, times: 1), name: "Sleeper")
    // Only a process that sleeps can be woken.
    while word.wake(1) == 0 {
      #expect(word.wake(0) == 0)
      sched_yield()
    }
    #expect(try wait(for: child) == 0)
  }

  @Test("No more sleepers are woken than asked for")
  func wakeSome() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let children = try (1...4).map { try launch(Sleeper(word: word, times: 1), name: "\($0)") }
    var woken = 0
    while woken < 4 {
      let now = word.wake(2)
      #expect(now <= 2)
      woken += now
      sched_yield()
    }
    for child in children { #expect(try wait(for: child) == 0) }
    #expect(word.wake() == 0)
  }

  @Test("wake() wakes all who sleep, and nobody on the word beside it")
  func wakeAll() throws {
    let memory = try SharedMemory(byteCount: 8)
    let (word, other) = (SharedWord(in: memory, at: 0), SharedWord(in: memory, at: 4))
    let bystander = try launch(Sleeper(word: other, times: 1), name: "bystander")
    let children = try (1...3).map { try launch(Sleeper(word: word, times: 1), name: "\($0)") }
    var woken = 0
    while woken < 3 {
      woken += word.wake()
      sched_yield()
    }
    for child in children { #expect(try wait(for: child) == 0) }
    while other.wake() == 0 { sched_yield() }
    #expect(try wait(for: bystander) == 0)
  }

  @Test("A store and a wake hand over, back and forth, what was written before")
  func handOver() throws {
    let memory = try SharedMemory(byteCount: 16)
    let turn = SharedWord(in: memory, at: 0)
    let child = try launch(Doubler(turn: turn, rounds: 1_000), name: "Doubler")
    for round in 1...1_000 {
      memory.store(round, at: 8)
      turn.store(1)
      turn.wake(1)
      while turn.load() == 1 { _ = turn.wait(while: 1) }
      try #require(memory.load(at: 8, as: Int.self) == 2 * round)
    }
    #expect(try wait(for: child) == 0)
  }

  @Test("A wake-up reaches a process that is stopped while it sleeps")
  func stopped() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let child = try launch(Doorkeeper(word: word), name: "Doorkeeper")
    while word.load() == 0 { sched_yield() }
    kill(child, SIGSTOP)
    var info = siginfo_t()
    while waitid(P_PID, id_t(child), &info, WSTOPPED) != 0 {}
    word.store(2)
    word.wake()
    kill(child, SIGCONT)
    #expect(try wait(for: child) == 0)
  }
}

// MARK: - What the children run

extension SharedWordTests {
  private struct ForgedWord: Encodable {
    let memory: SharedMemory
    let offset: Int
  }

  struct Adder: ProcessTarget {
    let narrow: SharedWord
    let wide: SharedWord64
    let count: Int

    func run() {
      for _ in 0..<count {
        var old = narrow.load()
        while case let (exchanged, now) = narrow.compareExchange(expected: old, desired: old + 1),
          !exchanged
        {
          old = now
        }
        var wideOld = wide.load()
        while case let (exchanged, now) = wide.compareExchange(
          expected: wideOld, desired: wideOld + 1 << 32), !exchanged
        {
          wideOld = now
        }
      }
    }
  }

  /// Sleeps on a word that never changes, until it was woken so many times.
  struct Sleeper: ProcessTarget {
    let word: SharedWord
    let times: Int
    var seconds: Int?

    func run() throws {
      let deadline = Deadline(after: seconds.map { .seconds($0) })
      for _ in 0..<times where !word.wait(while: 0, until: deadline) { exit(3) }
    }
  }

  struct Doubler: ProcessTarget {
    let turn: SharedWord
    let rounds: Int

    func run() {
      for _ in 0..<rounds {
        while turn.load() == 0 { _ = turn.wait(while: 0) }
        turn.memory.store(2 * turn.memory.load(at: 8, as: Int.self), at: 8)
        turn.store(0)
        turn.wake(1)
      }
    }
  }

  /// An exit test would do, but it waits forever if any other child is a zombie meanwhile.
  struct Misplaced: ProcessTarget {
    let memory: SharedMemory
    let offset: Int
    let isWide: Bool

    func run() {
      if isWide {
        _ = SharedWord64(in: memory, at: offset)
      } else {
        _ = SharedWord(in: memory, at: offset)
      }
    }
  }

  struct Doorkeeper: ProcessTarget {
    let word: SharedWord

    func run() {
      word.store(1)
      while word.load() == 1 { _ = word.wait(while: 1) }
    }
  }
}
#endif

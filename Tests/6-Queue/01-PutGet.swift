import Grading
import Groundwork
import Testing

extension `6-Queue` {
  @Suite(.exercise("6.1")) struct `01-PutGet` {
    @Test("What was put first is got first")
    func firstInFirstOut() throws {
      var random = Seeded()
      let queue = try SharedQueue<String>.withoutSlices(capacity: 40)
      // Several times around the slots, of which there are 64.
      for _ in 0..<8 {
        let words = randomWords(Int.random(in: 2...40, using: &random), using: &random)
        for word in words { try queue.put(word) }
        try queue.require(words.count, "\(words.count) items were put, and none was got; \(random)")
        let got = try words.map { _ in try queue.get() }
        #expect(got == words, "the items came in another order, or changed; \(random)")
        try queue.require(0, "all items were got; \(random)")
      }
    }

    @Test("Putting and getting by turns, the order stays")
    func byTurns() throws {
      var random = Seeded()
      let queue = try SharedQueue<[UInt8]>.withoutSlices(capacity: 7)
      var model: [[UInt8]] = []
      for _ in 0..<400 {
        if model.count < 7, model.isEmpty || Bool.random(using: &random) {
          let size = Int.random(in: 0...3_000, using: &random)
          model.append([UInt8](repeating: .random(in: 0...255, using: &random), count: size))
          try queue.put(model[model.count - 1])
        } else {
          let got = try queue.get()
          #expect(got == model[0], "not the item that was put first; \(random)")
          model.removeFirst()
        }
        try queue.require(model.count, "an item is missing, or is there twice; \(random)")
      }
    }

    @Test("What one process puts, another one gets")
    func twoProcesses() throws {
      var random = Seeded()
      let queue = try SharedQueue<String>.withoutSlices(capacity: 100)
      let words = randomWords(60, using: &random)
      let child = try TestChild(Putting(items: words, queue: queue))
      let end = try child.ended(orElse: "a child waits in put, though there is room; \(random)")
      #expect(end == .exited(0), "the child should put all, and end; \(random)")
      try queue.require(60, "a child has put 60 items; \(random)")
      let got = try words.map { _ in try queue.get() }
      #expect(got == words, "the items of the child came in another order; \(random)")
    }

    @Test("Once put has returned the item is there, even if its process is killed at once")
    func killedAfterPut() throws {
      var random = Seeded()
      let queue = try SharedQueue<String>.withoutSlices(capacity: 10)
      let words = randomWords(3, using: &random)
      let child = try TestChild(Putting(items: words, queue: queue, isKilled: true))
      let end = try child.ended(orElse: "a child waits in put, though there is room; \(random)")
      #expect(end == .signaled(SIGKILL), "the child kills itself after its last put; \(random)")
      try queue.require(
        3, "a child put three items and was killed. In CPython they are lost; \(random)")
      #expect(try words.map { _ in try queue.get() } == words, "other items came out; \(random)")
    }

    @Test("What is done to an item after put is not seen by who gets it")
    func changedAfterPut() throws {
      final class Note: Codable, @unchecked Sendable {
        var text: String
        init(_ text: String) { self.text = text }
      }
      var random = Seeded()
      let queue = try SharedQueue<Note>.withoutSlices(capacity: 10)
      let text = "written before put \(Int.random(in: 0...999, using: &random))"
      let note = Note(text)
      try queue.put(note)
      note.text = "written after put"
      try queue.require(1, "one item was put; \(random)")
      let got = try queue.get()
      #expect(got.text == text, "put must encode the item before it returns; \(random)")
      #expect(got !== note, "an item that is got is a copy; \(random)")
    }

    @Test("An item that can't be encoded throws, and nothing was put")
    func notEncodable() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let queue = try SharedQueue<Stubborn>.withoutSlices(capacity: 10)
      try queue.put(Stubborn(number: number))
      #expect(throws: Stubborn.Trouble.encoding(number), "put should say why; \(random)") {
        try queue.put(Stubborn(number: number, cantBeEncoded: true))
      }
      try queue.put(Stubborn(number: number + 1))
      try queue.require(2, "two items can be encoded, and a third one can't; \(random)")
      let got = [try queue.get(), try queue.get()]
      #expect(got.map(\.number) == [number, number + 1], "others should come out; \(random)")
    }

    @Test("A handle in an item throws, and nothing was put")
    func handles() throws {
      let queue = try SharedQueue<SharedQueue<Int>>.withoutSlices(capacity: 10)
      let inner = try SharedQueue<Int>.withoutSlices(capacity: 1)
      do {
        try queue.put(inner)
        Issue.record("a queue is a handle: another process can't do anything with its bytes")
      } catch EncodingError.invalidValue(_, let context) {
        #expect(
          context.debugDescription.contains("while a child is started"),
          "the error should say what to do: \(context.debugDescription)")
      }
      try queue.require(0, "put threw")
    }

    @Test("An item that can't be decoded throws once, and the next one can be got")
    func notDecodable() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let queue = try SharedQueue<Stubborn>.withoutSlices(capacity: 10)
      try queue.put(Stubborn(number: number, cantBeDecoded: true))
      try queue.put(Stubborn(number: number + 1))
      try queue.require(2, "two items were put; \(random)")
      #expect(throws: Stubborn.Trouble.decoding(number), "get should say why; \(random)") {
        try queue.get()
      }
      try queue.require(1, "one of two items was got, though it can't be decoded; \(random)")
      #expect(try queue.get() == Stubborn(number: number + 1), "the next item; \(random)")
    }

    @Test("append says whether there was room, and takeFirst whether there was an item")
    func room() throws {
      var random = Seeded()
      let capacity = Int.random(in: 1...9, using: &random)
      // The queue itself has room for more: what counts is the capacity that is asked for.
      let more = Int.random(in: 1...9, using: &random)
      let queue = try SharedQueue<Int>.withoutSlices(capacity: capacity + more)
      func append(_ byte: UInt8) -> Bool {
        withUnsafeBytes(of: byte) { queue.storage.append($0, capacity: capacity) }
      }
      let bytes = (0...capacity).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(try queue.storage.takeFirst() == nil, "nothing was put; \(random)")
      #expect(
        bytes.map(append) == bytes.indices.map { $0 < capacity },
        """
        there is room for \(capacity) items, as append(_:capacity:) is told, and \(capacity + 1) were \
        added; \(random)
        """)
      try queue.require(capacity, "it was filled; \(random)")
      let first = try queue.storage.takeFirst()
      #expect(
        first.map { $0.withBytes { Array($0) } } == [bytes[0]], "that was added first; \(random)")
      #expect(append(1), "an item was taken: there is room; \(random)")
      #expect(!append(2), "there is no more room; \(random)")
    }

    @Test(
      "Without room for the bytes nothing is added, and an item that never fits is refused",
      .holds(.scarcity))
    func bytes() throws {
      var random = Seeded()
      let queue = try SharedQueue<[UInt8]>.withoutSlices(capacity: 10, byteCapacity: 1_000)
      let size = Int.random(in: 1_000...5_000, using: &random)
      #expect(throws: QueueError.self, "\(size) bytes never fit into 1,000; \(random)") {
        try queue.put([UInt8](repeating: 1, count: size))
      }
      try queue.require(0, "put threw; \(random)")
      let item = [UInt8](repeating: 7, count: 400)
      let added = item.withUnsafeBytes { item in
        (0..<3).map { _ in queue.storage.append(item, capacity: 10) }
      }
      #expect(added == [true, true, false], "two times 400 bytes fit into 1,000; \(random)")
      try queue.require(2, "two of three items were added; \(random)")
    }

    @Test("An item is there by the last store, and gone by the last store", .holds(.death))
    func order() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 4)
      let byte: UInt8 = 1
      let putting = try StepControl()
      let add = try putting.directs {
        withUnsafeBytes(of: byte) { queue.storage.append($0, capacity: 4) }
      }
      #expect(try add.value(orElse: "append doesn't return"), "there is room")
      // To exchange is to store, too.
      let stores = putting.trace.filter { ![.load, .memoryLoad].contains($0.kind) }
      #expect(
        stores.last?.place == queue.storage.put.offset && stores.last?.kind != .memoryStore,
        """
        append stored \(stores), and the number of items that were put is not the last of it. A \
        process that is killed in between would leave an item that is there, but was never written
        """)
      let taking = try StepControl()
      let take = try taking.directs { try queue.storage.takeFirst()?.withBytes { Array($0) } }
      #expect(try take.value(orElse: "takeFirst doesn't return") == [1], "the byte that was added")
      let changes = taking.trace.filter { ![.load, .memoryLoad].contains($0.kind) }
      let copied = taking.trace.firstIndex { $0.kind == .memoryLoad }
      let counted = taking.trace.firstIndex { ![.load, .memoryLoad].contains($0.kind) }
      let isCopiedFirst = copied.flatMap { copied in counted.map { copied < $0 } } ?? false
      #expect(
        isCopiedFirst && changes.count == 1 && changes[0].place == queue.storage.taken.offset,
        """
        takeFirst did \(taking.trace): the item should be copied first, and counted as taken \
        after that, by one store. Who is killed in between would take it along, or leave a mess
        """)
    }

    @Test(
      "Without memory for the copy takeFirst throws, and the item is still there", .holds(.scarcity)
    )
    func noMemory() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 4)
      try queue.put(number)
      // The first slot, in which the length comes second: for as much there is no memory anywhere.
      let length = 4_096 + 8
      let count = queue.storage.memory.load(at: length, as: Int.self)
      queue.storage.memory.store(1 << 60, at: length)
      let error = #expect(
        throws: SystemError.self, "an item that is too large for this process is not no item"
      ) { _ = try queue.storage.takeFirst() }
      #expect(error?.number == ENOMEM, "what `read` throws should come out; \(random)")
      try queue.require(1, "takeFirst threw, so it should have taken nothing; \(random)")
      queue.storage.memory.store(count, at: length)
      #expect(
        try queue.get() == number,
        """
        there was no memory for a copy of the item, and now there is: it should come out. Count it as \
        taken after it is copied; \(random)
        """)
    }

    @Test("Items of 1 MB and of 100 MB pass", arguments: [1_000_000, 100_000_000])
    func large(size: Int) throws {
      var random = Seeded()
      let queue = try SharedQueue<[UInt8]>.withoutSlices(capacity: 10)
      var item = [UInt8](repeating: .random(in: 0...255, using: &random), count: size)
      item[size / 2] ^= 0xff
      try queue.put(item)
      try queue.put([1])
      try queue.require(2, "two items were put; \(random)")
      let isSame = haveSameBytes(try queue.get(), item)
      #expect(isSame, "an item of \(size) bytes came out changed; \(random)")
      #expect(try queue.get() == [1], "the item after it; \(random)")
    }
  }
}

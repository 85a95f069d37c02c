#if Solutions
import Grading
import Groundwork
import Testing

// Where the items are is given, and more than a learner wants to read: so this grades the solutions.

extension `6-Queue` {
  @Suite(.exercise("6.1", deadline: .seconds(60))) struct Storage {
    @Test("Items of all sizes keep their bytes, whatever the order of puts and gets")
    func anyOrder() throws {
      var random = Seeded()
      for _ in 0..<Proofs.count(short: 15, full: 60) {
        let byteCapacity = Int.random(in: 1_000...8_000, using: &random)
        let largest = Int.random(in: 1...byteCapacity / 4, using: &random)
        let most = Int.random(in: 1...40, using: &random)
        let storage = try SharedQueue<Int>(capacity: 40, byteCapacity: byteCapacity).storage
        // A queue that never had more than a fourth of its bytes always has room for that much.
        let isModest = Bool.random(using: &random)
        var model: [[UInt8]] = []
        var liking = 0.5
        for step in 0..<2_000 {
          if step.isMultiple(of: 50) { liking = Double.random(in: 0.2...0.8, using: &random) }
          if Double.random(in: 0...1, using: &random) < liking, model.count < most {
            let size = Int.random(in: 1...largest, using: &random)
            let item = random.bytes(size)
            let live = model.reduce(size) { $0 + $1.count }
            if isModest, live * 4 > byteCapacity { continue }
            let isAdded = item.withUnsafeBytes { storage.append($0, capacity: 40) }
            if isAdded { model.append(item) }
            #expect(
              isAdded || !isModest,
              "\(live) of \(byteCapacity) bytes, and there is no room; \(random)")
          } else if let first = model.first {
            let got = try storage.takeFirst().map { $0.withBytes { Array($0) } }
            let isSame = got.map { haveSameBytes($0, first) } ?? false
            #expect(isSame, "another item wrote over this one; \(random)")
            model.removeFirst()
          }
        }
      }
    }

    @Test("A queue that is never empty uses little more memory than its items have")
    func staysSmall() throws {
      let queue = try SharedQueue<[UInt8]>(capacity: 100)
      let item = [UInt8](repeating: 1, count: 10_000)
      for _ in 0..<5 { try queue.put(item) }
      for _ in 0..<3_000 {
        try queue.put(item)
        _ = try queue.get()
      }
      let used = queue.storage.used.load()
      #expect(used < 250_000, "5 or 6 items of 10,000 bytes were there at a time: \(used) bytes")
    }

    @Test("The first item decides where there is room, however large the ones after it are")
    func largeAfterSmall() throws {
      let queue = try SharedQueue<[UInt8]>.withoutSlices(capacity: 10, byteCapacity: 10_000)
      func put(_ size: Int) throws {
        try queue.put([UInt8](repeating: 3, count: size), timeout: .zero)
      }
      try put(1_000)
      try put(1_000)
      _ = try queue.get()
      // At the beginning, below the first one; the next does not fit there, but above.
      try put(100)
      try put(1_500)
      try put(2_000)
      for size in [1_000, 100, 1_500, 2_000] {
        #expect(try queue.get(timeout: .zero).count == size, "the items come in order")
      }
    }

    @Test("After a huge item, the queue gives its memory back")
    func givesBack() throws {
      let queue = try SharedQueue<[UInt8]>(capacity: 10)
      let storage = queue.storage
      let place = storage.layout.bytes + 75_000_000
      for _ in 0..<Proofs.count(short: 1, full: 2) {
        try queue.put([UInt8](repeating: 1, count: 80_000_000))
        try queue.put([7])
        #expect(storage.memory.load(at: place, as: UInt8.self) == 1, "a byte of the huge item")
        #expect(try queue.get().count == 80_000_000, "the huge item")
        #expect(try queue.get() == [7], "the one after it")
        // A page that the system has taken back is zero.
        #expect(storage.memory.load(at: place, as: UInt8.self) == 0, "all items were got")
      }
    }

    @Test(
      "A capacity that makes no sense is refused", arguments: [0, -1, Int.min, 1 << 40, Int.max])
    func badCapacity(capacity: Int) throws {
      #expect(throws: QueueError.badCapacity(capacity, byteCapacity: 1 << 32)) {
        try SharedQueue<Int>(capacity: capacity)
      }
      if capacity != 1 << 40 {
        #expect(throws: QueueError.badCapacity(5, byteCapacity: capacity)) {
          try JoinableQueue<Int>(capacity: 5, byteCapacity: capacity)
        }
      }
    }

    @Test("A queue that came in a message is the same queue")
    func handedOver() throws {
      let queue = try SharedQueue<Int>(capacity: 17, byteCapacity: 12_345)
      let child = try TestChild(CapacityTeller(queue: queue))
      try child.ended(orElse: "a child puts nothing")
      #expect([try queue.get(), try queue.get()] == [17, 12_345], "what the child sees")
    }

    @Test("Every error says what to do")
    func errors() {
      let errors: [QueueError] = [
        .empty, .full, .closed, .tooLarge(byteCount: 1_234, limit: 567),
        .tooMany(1_234, capacity: 567), .badCapacity(1_234, byteCapacity: 567), .nothingToDo,
      ]
      for error in errors {
        #expect(error.description.count > 40, "\(error)")
        if "\(error)".contains("1234") { #expect("\(error)".contains("567"), "\(error)") }
      }
    }
  }
}

/// A child that puts what it knows of the queue.
struct CapacityTeller: ProcessTarget {
  let queue: SharedQueue<Int>

  func run() throws {
    try queue.put(queue.capacity)
    try queue.put(queue.storage.layout.byteCapacity)
  }
}
#endif

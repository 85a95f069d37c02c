import Grading
import Groundwork
import Testing

extension `3-SharedValue` {
  @Suite(.exercise("3.1")) struct `01-Value` {
    @Test("A child's write is seen here")
    func childWrites() throws {
      var random = Seeded()
      let (first, second) = (
        Int.random(in: 1...9999, using: &random), Int.random(in: 10_000...99_999, using: &random)
      )
      let shared = try SharedValue(first)
      let child = try TestChild(Writes(shared: shared, newValue: second))
      try child.mustEnd()
      let seen = shared.value
      #expect(
        seen == second,
        """
        the value was \(first), and a child has set it to \(second); here it is \(seen). The child \
        must get the same memory, not a copy of what was in it; \(random)
        """)
    }

    @Test("A plain variable beside it stays as it is")
    func plainVariable() throws {
      var random = Seeded()
      let (first, second) = (
        Int.random(in: 1...99, using: &random), Int.random(in: 100...999, using: &random)
      )
      let shared = try SharedValue(first)
      plainValue = first
      let child = try TestChild(Writes(shared: shared, newValue: second))
      try child.mustEnd()
      let (seen, plain) = (shared.value, plainValue)
      #expect(plain == first, "the plain variable belongs to this process alone; \(random)")
      #expect(seen == second, "the shared value belongs to both; \(random)")
    }

    @Test("A child sees what is written while it runs")
    func writesWhileChildRuns() throws {
      var random = Seeded()
      let values = (0..<3).map { $0 * 1000 + Int.random(in: 0..<1000, using: &random) }
      let shared = try SharedValue(values[0])
      let (reader, writer) = try Descriptor.pipe()
      let (orders, order) = try Descriptor.pipe()
      let child = try TestChild(
        Tells(shared: shared, count: values.count, orders: orders, output: writer))
      orders.close()
      writer.close()
      var told: [String?] = []
      for value in values {
        shared.value = value
        try order.writeLine("read")
        told.append(try reader.readLine(orElse: "the child doesn't tell the value"))
      }
      try child.mustEnd()
      #expect(
        told == values.map(String.init),
        """
        the child read the value three times, and each time this process had set it before. It \
        must look into the shared memory each time: what it has seen once may be old; \(random)
        """)
    }

    @Test("It begins with the value that it was made with")
    func firstValue() throws {
      var random = Seeded()
      try begins(with: Int.random(in: .min ... .max, using: &random), random)
      try begins(with: Double.random(in: 0...1, using: &random), random)
      try begins(with: UInt8.random(in: 1 ... .max, using: &random), random)
      try begins(with: UInt16.random(in: 1 ... .max, using: &random), random)
      try begins(with: true, random)
    }

    @Test("A value of any size and shape is kept whole")
    func shapes() throws {
      var random = Seeded()
      try begins(with: Padded.random(using: &random), random)
      try begins(with: Odd(wide: .random(in: 1 ... .max, using: &random), narrow: 7), random)
      try begins(with: Large(third: .random(in: .min ... .max, using: &random)), random)
      try begins(with: Empty(), random)
      try begins(with: Int?.none, random)
      try begins(with: Int?.some(.random(in: .min ... .max, using: &random)), random)
    }

    @Test("Two shared values don't touch each other")
    func twoValues() throws {
      var random = Seeded()
      let numbers = random.different(3, in: 1...9999)
      let (one, other) = (try SharedValue(numbers[0]), try SharedValue(numbers[1]))
      one.value = numbers[2]
      let seen = [one.value, other.value]
      #expect(seen == [numbers[2], numbers[1]], "each has memory of its own; \(random)")
    }

    @Test("A copy of the handle is the same value")
    func copies() throws {
      var random = Seeded()
      let number = Int.random(in: 1...9999, using: &random)
      let shared = try SharedValue(0)
      let copy = shared
      let child = try TestChild(
        Both(first: Writes(shared: shared, newValue: number), second: AddsOne(shared: copy)))
      try child.mustEnd()
      let seen = [shared.value, copy.value]
      #expect(
        seen == [number + 1, number + 1],
        """
        a child got the value twice, set one to \(number), and added 1 to the other: both are the \
        same value, there and here; \(random)
        """)
    }

    @Test("What is written before the child decodes its handle is there, too")
    func writtenBeforeDecoding() throws {
      var random = Seeded()
      let numbers = random.different(2, in: 1...9999)
      let shared = try SharedValue(numbers[0])
      let (gate, opener) = try Descriptor.pipe()
      let (reader, writer) = try Descriptor.pipe()
      let child = try TestChild(DecodesLate(gate: gate, shared: shared, output: writer))
      gate.close()
      writer.close()
      // The handle is on its way, and the child has not decoded it.
      shared.value = numbers[1]
      opener.close()
      let told = try reader.readLine(orElse: "the child doesn't tell the value")
      try child.mustEnd()
      let seen = shared.value
      #expect(
        told == "\(numbers[1])" && seen == numbers[1],
        """
        \(numbers[1]) was written after the handle was encoded, and before the child decoded it. Then \
        the child read \(told ?? "nothing"), and here it is \(seen): only the memory should travel. \
        To store a value at the decoding undoes what was written since; \(random)
        """)
    }

    @Test("A handle is refused where it would mean nothing")
    func encodedElsewhere() throws {
      let shared = try SharedValue(7)
      let result = Result { try WireEncoder().encode(WithANumber(shared: shared)).count }
      let isRefused =
        if case .failure(EncodingError.invalidValue) = result { true } else { false }
      #expect(
        isRefused,
        """
        encoded in no launch and no message, memory can't travel, and encoding it throws \
        EncodingError.invalidValue: pass that on. It came to: \(result)
        """)
      let alone = Result { try WireEncoder().encode(shared).count }
      let isRefusedAlone =
        if case .failure(EncodingError.invalidValue) = alone { true } else { false }
      #expect(
        isRefusedAlone,
        """
        encoded in no launch and no message, a handle means nothing, and its bytes are no value that \
        anybody shares. It came to: \(alone)
        """)
    }

    @Test("Where there can be no shared memory, there is no value either")
    func noMemory() throws {
      let result = Result { try withFreeDescriptors(0) { try SharedValue(5).value } }
      let isRefused =
        if case .failure(let error as SystemError) = result { error.number == EMFILE } else {
          false
        }
      #expect(
        isRefused,
        """
        no descriptor is free, so that no memory can be shared, and `SharedMemory` throws EMFILE: pass that \
        on. Memory of this process alone would be shared with nobody. It came to: \(result)
        """)
    }

    #if DEBUG
    @Test("Each read and each write is one access that the optimizer can't see through")
    func opaque() throws {
      let shared = try SharedValue(1)
      let steps = try StepControl()
      steps.install()
      _ = shared.value
      _ = shared.value
      shared.value = 5
      shared.value += 1
      steps.uninstall()
      let trace = steps.trace
      #expect(
        trace.map(\.kind) == [.memoryLoad, .memoryLoad, .memoryStore, .memoryLoad, .memoryStore],
        """
        two reads, a write and a += should be two loads, a store, a load and a store of the \
        memory (`load` and `store` of SharedMemory). With another access of the memory, a \
        release build may read once and never again.
        """)
      #expect(Set(trace.map(\.place)) == [0], "the value is at offset 0 of its memory")
    }
    #endif
  }
}

/// Encodes a handle, and a number: so something is encoded, whatever became of the handle.
private struct WithANumber: Encodable {
  let shared: SharedValue<Int>

  func encode(to encoder: any Encoder) throws {
    try shared.encode(to: encoder)
    var container = encoder.singleValueContainer()
    try container.encode(1)
  }
}

/// Makes a shared value, and reads it.
private func begins<Value: BitwiseCopyable & Equatable>(with value: Value, _ random: Seeded) throws
{
  let shared = try SharedValue(value)
  let seen = shared.value
  #expect(seen == value, "a shared \(Value.self) was made with another value; \(random)")
}

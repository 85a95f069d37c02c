import Grading
import Groundwork
import Testing

extension `3-SharedValue` {
  @Suite(.exercise("3.2")) struct `02-Array` {
    @Test("It begins with the elements that it was made with")
    func begins() throws {
      var random = Seeded()
      let numbers = numbers(&random)
      let array = try SharedArray(numbers)
      let repeated = try SharedArray(repeating: numbers[0], count: numbers.count)
      let (seen, seenAgain) = (
        array.indices.map { array[$0] }, repeated.indices.map { repeated[$0] }
      )
      #expect(seen == numbers, "the elements should be there, in order; \(random)")
      #expect(
        seenAgain == numbers.map { _ in numbers[0] },
        "every element should be \(numbers[0]); \(random)")
    }

    @Test("Without elements it is made of zeros")
    func zeros() throws {
      var random = Seeded()
      let count = Int.random(in: 2...50, using: &random)
      let (integers, fractions) = (
        try SharedArray<Int16>(count: count), try SharedArray<Double>(count: count)
      )
      #expect(Array(integers) == Array(repeating: 0, count: count), "\(random)")
      #expect(Array(fractions) == Array(repeating: 0, count: count), "\(random)")
      let others = Array(try SharedArray<FromFive>(count: count))
      #expect(
        others == Array(repeating: .zero, count: count),
        """
        the elements are of a type whose zero is not made of bytes that are all 0: each should be \
        `Element.zero`, and is \(others[0]); \(random)
        """)
    }

    @Test("What has no zero is filled as it is told")
    func noZeros() throws {
      var random = Seeded()
      let count = Int.random(in: 2...50, using: &random)
      let numbers = try SharedArray<Int?>(repeating: nil, count: count)
      let answers = try SharedArray(repeating: true, count: count)
      #expect(
        Array(numbers) == Array(repeating: nil, count: count),
        "every element should be nil: new memory holds zeros, and those are the number 0; \(random)"
      )
      #expect(Array(answers) == Array(repeating: true, count: count), "\(random)")
    }

    @Test("A child's writes are seen here, those to an array of its own are not")
    func childWrites() throws {
      var random = Seeded()
      let numbers = numbers(&random)
      let index = Int.random(in: 0..<numbers.count, using: &random)
      let shared = try SharedArray(numbers)
      plainNumbers = numbers
      try TestChild(WritesOne(shared: shared, plain: numbers, index: index)).mustEnd()
      var expected = numbers
      expected[index] = -1
      let (seen, plain) = (Array(shared), plainNumbers)
      #expect(
        seen == expected,
        "a child has set the element \(index) of the shared array \(numbers) to -1; \(random)")
      #expect(plain == numbers, "the plain array belongs to this process alone; \(random)")
    }

    @Test("A child finds the elements where they are")
    func childReads() throws {
      var random = Seeded()
      let elements = (0..<5).map { _ in Padded.random(using: &random) }
      let shared = try SharedArray(elements)
      let copy = try SharedArray(repeating: Padded(large: 0, small: 0), count: 5)
      try TestChild(Reverses(from: shared, to: copy)).mustEnd()
      let seen = Array(copy)
      #expect(seen == elements.reversed(), "a child should see all of every element; \(random)")
    }

    @Test("No elements are allowed")
    func empty() throws {
      let arrays = [
        try SharedArray<Int>([]), try SharedArray(repeating: 1, count: 0),
        try SharedArray(count: 0),
      ]
      for array in arrays {
        let count = array.withUnsafeMutableBufferPointer { $0.count }
        #expect(array.isEmpty && array.count == 0 && count == 0, "it should have no elements")
        #expect(array[0..<0] == [], "no elements are a slice, too")
      }
    }

    @Test("A child finds the elements that are there, and no more")
    func handedOver() throws {
      let array = try SharedArray([1, 2])
      let other = try SharedArray([0, 0, 0])
      let honest = try lastWords(of: Copies(from: array, to: other))
      #expect(honest.end == .exited(0) && Array(other) == [1, 2, 0], "\(honest.text)")
      let tooLong = SharedArray<Int>(memory: array.memory, count: 3)
      let (end, text) = try lastWords(of: Copies(from: tooLong, to: other))
      #expect(
        end == .exited(1) && text.contains("3 elements don't fit into 16 bytes"),
        "a handle with a false count should not be decoded: \(end) \(text)")
    }
  }
}

// MARK: - Elements of all shapes

extension `3-SharedValue`.`02-Array` {
  @Test("Elements of any size lie side by side, and don't touch each other")
  func shapes() throws {
    var random = Seeded()
    try sideBySide((0..<9).map { _ in UInt8.random(in: 0 ... .max, using: &random) }, &random)
    try sideBySide((0..<9).map { _ in UInt16.random(in: 0 ... .max, using: &random) }, &random)
    try sideBySide((0..<9).map { _ in Double.random(in: 0...1, using: &random) }, &random)
    try sideBySide((0..<9).map { _ in Large(third: .random(in: 0...9, using: &random)) }, &random)
    try sideBySide([nil, 5, nil, 0], &random)
    try sideBySide([Empty(), Empty()], &random)
  }

  @Test("Elements that end before the next one begins are kept whole")
  func padding() throws {
    var random = Seeded()
    try sideBySide((0..<9).map { _ in Padded.random(using: &random) }, &random)
    try sideBySide(
      (0..<9).map { Odd(wide: .random(in: 0 ... .max, using: &random), narrow: UInt8($0)) }, &random
    )
  }

  /// Writes `elements` in any order, and looks at all of them after each.
  private func sideBySide<Element: BitwiseCopyable & Equatable>(
    _ elements: [Element], _ random: inout Seeded
  ) throws {
    var expected = Array(repeating: elements[0], count: elements.count)
    let array = try SharedArray(repeating: elements[0], count: elements.count)
    for index in elements.indices.shuffled(using: &random) {
      array[index] = elements[index]
      expected[index] = elements[index]
      let seen = array.indices.map { array[$0] }
      #expect(
        seen == expected,
        """
        after element \(index) of \(elements.count) was set: an element of \(Element.self) has \
        \(MemoryLayout<Element>.size) bytes, and the next begins after \
        \(MemoryLayout<Element>.stride); \(random)
        """)
    }
  }

  #if DEBUG
  @Test("Each read and each write is one access that the optimizer can't see through")
  func opaque() throws {
    var random = Seeded()
    let index = Int.random(in: 1..<10, using: &random)
    let array = try SharedArray(repeating: Padded(large: 1, small: 2), count: 10)
    let steps = try StepControl()
    steps.install()
    array[index].small += 1
    steps.uninstall()
    #expect(
      steps.trace == [
        Step(kind: .memoryLoad, place: index * 16), Step(kind: .memoryStore, place: index * 16),
      ],
      """
      += on element \(index), of 9 bytes with a stride of 16, should be a load and a store of \
      the memory at \(index * 16) (`load` and `store` of SharedMemory). With another access of \
      the memory, a release build may read once and never again; \(random)
      """)
  }
  #endif
}

// MARK: - As a collection

extension `3-SharedValue`.`02-Array` {
  @Test("It is a collection like others")
  func collection() throws {
    var random = Seeded()
    let numbers = numbers(&random)
    let array = try SharedArray(numbers)
    #expect(array.count == numbers.count && array.indices == numbers.indices, "\(random)")
    #expect(Array(array) == numbers, "going through it should give every element once; \(random)")
    #expect(array.reversed() == numbers.reversed(), "\(random)")
    #expect(array.first == numbers.first && array.last == numbers.last, "\(random)")
    #expect(array.firstIndex(of: numbers[2]) == numbers.firstIndex(of: numbers[2]), "\(random)")
    #expect(array.reduce(0, +) == numbers.reduce(0, +), "\(random)")
  }

  @Test("A copy of the handle is the same array, an Array of it is not")
  func copies() throws {
    var random = Seeded()
    let numbers = numbers(&random)
    let array = try SharedArray(numbers)
    let (copy, own) = (array, Array(array))
    array[1] = -1
    #expect(copy[1] == -1, "both handles stand for the same memory; \(random)")
    #expect(own == numbers, "an Array of the elements is a copy; \(random)")
  }

  @Test("A slice keeps the indices")
  func slices() throws {
    var random = Seeded()
    let numbers = numbers(&random)
    let array = try SharedArray(numbers)
    let ends = (0..<2).map { _ in Int.random(in: 0...numbers.count, using: &random) }.sorted()
    for bounds in [ends[0]..<ends[1], 0..<numbers.count, numbers.count..<numbers.count, 1..<3] {
      let slice = array[bounds]
      let indices = slice.indices
      #expect(
        slice == numbers[bounds],
        "the slice \(bounds) of \(numbers) has the elements \(Array(slice)); \(random)")
      #expect(
        indices == bounds,
        """
        the slice \(bounds)\(bounds.isEmpty ? ", which is empty," : "") of \(numbers.count) elements has \
        the indices \(indices), and should have those in the array: collections count on slices having \
        the indices of what they are slices of; \(random)
        """)
    }
    #expect(array.dropFirst(2) == numbers.dropFirst(2), "\(random)")
    #expect(array.suffix(2).firstIndex(of: -5) == nil, "\(random)")
  }

  @Test("A slice is a copy: later writes are not seen in it")
  func slicesAreCopies() throws {
    var random = Seeded()
    let numbers = numbers(&random)
    let array = try SharedArray(numbers)
    var slice = array[1..<3]
    for index in array.indices { array[index] = -1 }
    #expect(slice == numbers[1..<3], "the array was changed after the slice was taken; \(random)")
    slice[1] = -2
    #expect(array[1] == -1, "a change of the slice should stay in the slice; \(random)")
  }

  @Test("The elements themselves can be had, all of them")
  func buffer() throws {
    var random = Seeded()
    let numbers = numbers(&random)
    let array = try SharedArray(numbers)
    let count = array.withUnsafeMutableBufferPointer { buffer in
      for index in buffer.indices { buffer[index] = -buffer[index] }
      return buffer.count
    }
    let negated = array.indices.map { array[$0] }
    #expect(count == numbers.count, "the buffer should have every element, and no more; \(random)")
    #expect(
      negated == numbers.map { -$0 },
      "what is written through the buffer should be in the shared array; \(random)")
  }

  @Test("The buffer and the array are the same elements, at every moment")
  func bufferIsTheMemory() throws {
    let array = try SharedArray([1, 2, 3])
    var seen: [Int] = []
    #expect(throws: TestError.refused, "what the body throws, the call should throw") {
      try array.withUnsafeMutableBufferPointer { buffer in
        buffer[0] = -1
        array[1] = -2
        seen = [array[0], buffer[1]]
        buffer[2] = -3
        throw TestError.refused
      }
    }
    let after = Array(array)
    #expect(
      seen == [-1, -2] && after == [-1, -2, -3],
      """
      the body set element 0 through the buffer to -1, and element 1 in the array to -2; on the other \
      side they were \(seen). Then it set element 2 to -3, and threw; in the end the array was \(after). \
      The buffer should be the elements themselves, not a copy that is written back
      """)
  }

  @Test("An index outside of it ends the process, which says so")
  func bounds() throws {
    var random = Seeded()
    let numbers = Array(1000...Int.random(in: 1100...1200, using: &random))
    let array = try SharedArray(numbers)
    let count = numbers.count
    for (access, index) in [
      (BadAccess.read, count), (.read, count + 1000), (.read, -1), (.write, count), (.write, .min),
      (.read, .max),
    ] {
      let (end, text) = try lastWords(of: Accesses(array: array, access: access, index: index))
      let isNamed = text.names(index)
      #expect(
        end.isSignal && isNamed,
        """
        \(access) at \(index) of \(count) elements should end the process, with a message that names \
        the index \(index) (`check` does both). It \(end), and said: \(text) \(random)
        """)
    }
    let seen = Array(array)
    #expect(seen == numbers, "nothing should have been written; \(random)")
  }

  @Test("Bounds outside of it end the process, which says so")
  func sliceBounds() throws {
    var random = Seeded()
    let numbers = Array(1000...Int.random(in: 1100...1200, using: &random))
    let array = try SharedArray(numbers)
    for (access, index) in [
      (BadAccess.sliceFrom, -1), (.sliceTo, numbers.count + 1), (.sliceTo, .max),
    ] {
      let (end, text) = try lastWords(of: Accesses(array: array, access: access, index: index))
      let isNamed = text.names(index)
      #expect(
        end.isSignal && isNamed,
        """
        \(access) \(index), of \(numbers.count) elements, should end the process, with a message that \
        names the index \(index) (`check` does both). It \(end), and said: \(text) \(random)
        """)
    }
  }
}

// More of its tests are in Helpers/ArrayLimits.swift.

import Grading
import Groundwork
import Testing

// Tests of 3.2, beside those in 02-Array.swift.

extension `3-SharedValue`.`02-Array` {
  @Test("A count that makes no sense is refused", .holds(.extremes))
  func badCounts() throws {
    var random = Seeded()
    let negative = -Int.random(in: 1...1000, using: &random)
    let huge = Int.random(in: Int.max / 8 + 1 ... .max, using: &random)
    for count in [negative, huge] {
      #expect(
        throws: SharedValueError.badCount(count, elementBytes: 8),
        "\(count) elements: throw before memory is taken, and don't overflow; \(random)"
      ) { _ = try SharedArray(repeating: 1, count: count) }
      #expect(throws: SharedValueError.badCount(count, elementBytes: 8), "\(random)") {
        _ = try SharedArray<Double>(count: count)
      }
      let text = "\(SharedValueError.badCount(count, elementBytes: 8))"
      #expect(text.contains("\(count) elements"))
    }
  }

  @Test("What keeps memory from being made comes out", .holds(.scarcity))
  func noMemory() throws {
    let makers: [() throws -> Void] = [
      { _ = try SharedArray(repeating: 1, count: 5) }, { _ = try SharedArray([1, 2]) },
      { _ = try SharedArray<Double>(count: 3) },
    ]
    for make in makers {
      let result = withFreeDescriptors(0) { Result { try make() } }
      let number: CInt? =
        if case .failure(let error as SystemError) = result { error.number } else { nil }
      #expect(
        number == EMFILE,
        """
        this process could open no descriptor more, and shared memory needs one (EMFILE): the count \
        was all right, so throw what SharedMemory throws. It came to: \(result)
        """)
    }
  }
}

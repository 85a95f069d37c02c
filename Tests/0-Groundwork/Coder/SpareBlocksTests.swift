import Groundwork
import Testing

@Suite struct SpareBlocksTests {
  @Test("A block that was given back is taken again, if it is large enough")
  func takesAgain() throws {
    // Other tests may take and keep blocks at the same time, but no block is in two hands.
    for byteCount in [SpareBlocks.smallest, 1 << 20, SpareBlocks.largest] {
      let memory = try #require(malloc(byteCount))
      SpareBlocks.giveBack(memory, byteCount)
      let first = SpareBlocks.take(byteCount)
      let second = SpareBlocks.take(byteCount)
      if let first { #expect(first.byteCount >= byteCount) }
      if let second {
        #expect(second.byteCount >= byteCount)
        #expect(first?.base != second.base, "One block was taken twice.")
      }
      for block in [first, second] {
        if let block { SpareBlocks.giveBack(block.base, block.byteCount) }
      }
    }
  }

  @Test("Small and huge blocks are not kept")
  func limits() throws {
    for byteCount in [1, SpareBlocks.smallest - 1, SpareBlocks.largest + 1] {
      SpareBlocks.giveBack(try #require(malloc(byteCount)), byteCount)
      #expect(SpareBlocks.take(byteCount) == nil, "A block of \(byteCount) bytes was kept.")
    }
  }

  @Test("Large messages are right, whatever their memory held before")
  func contents() throws {
    for (round, size) in [300_000, 100_000, 3_000_000, 70_000, 1_000_000, 5_000_000].enumerated() {
      let numbers = (0..<size / 8).map { $0 &* (round + 3) }
      let texts = (0..<size / 20).map { "text \(round) \($0)" }
      let encoder = WireEncoder()
      let decoder = WireDecoder()
      #expect(try decoder.decode([Int].self, from: encoder.encode(numbers)) == numbers)
      #expect(try decoder.decode([String].self, from: encoder.encode(texts)) == texts)
    }
  }
}

#if Solutions
import Foundation
import Groundwork
import Synchronization
import Testing

@Suite("Values nested deeply") struct WireDepthTests {
  private struct Nest: Codable {
    var inner: [Nest] = []

    init(depth: Int) {
      for _ in 0..<depth {
        var outer = Nest(depth: 0)
        outer.inner = [self]
        self = outer
      }
    }

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      while !container.isAtEnd { inner.append(try container.decode(Nest.self)) }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      for nest in inner { try container.encode(nest) }
    }
  }

  /// Nests by nested containers: there is one value only.
  private struct Containers: Codable {
    init() {}

    init(from decoder: any Decoder) throws {
      func descend(_ container: any UnkeyedDecodingContainer) throws {
        var container = container
        if !container.isAtEnd { try descend(container.nestedUnkeyedContainer()) }
      }
      try descend(decoder.unkeyedContainer())
    }

    func encode(to encoder: any Encoder) throws {
      func descend(_ container: any UnkeyedEncodingContainer) throws {
        var container = container
        try container.encode(1)
        try descend(container.nestedUnkeyedContainer())
      }
      try descend(encoder.unkeyedContainer())
    }
  }

  private final class Cycle: Encodable {
    var next: Cycle?
    private enum CodingKeys: CodingKey { case next }
  }

  /// The bytes of so many lists, each in the one before.
  private static func nestedLists(_ depth: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<depth {
      var length: [UInt8] = []
      var rest = bytes.count
      while rest >= 0x80 {
        length.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
      }
      length.append(UInt8(rest))
      bytes = [0x91] + length + bytes
    }
    return bytes
  }

  private static func expectRefusal() {
    let cycle = Cycle()
    cycle.next = cycle
    defer { cycle.next = nil }
    let deep = nestedLists(5_000)
    #expect(throws: EncodingError.self) { try WireEncoder().encode(cycle) }
    #expect(throws: EncodingError.self) { try WireEncoder().encode(Containers()) }
    #expect(throws: DecodingError.self) { try WireDecoder().decode(Nest.self, from: deep) }
    #expect(throws: DecodingError.self) { try WireDecoder().decode(Containers.self, from: deep) }
  }

  /// Runs `body` on a thread with a stack of that size, and waits for its end.
  private func onThread(stackSize: Int, _ body: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      body()
      done.signal()
    }
    thread.stackSize = stackSize
    thread.start()
    done.wait()
  }

  @Test("A few hundred levels are kept")
  func deepValues() throws {
    let bytes = try WireEncoder().encode(Nest(depth: 300))
    #expect(bytes == Self.nestedLists(301))
    _ = try WireDecoder().decode(Nest.self, from: bytes)
  }

  @Test("A cycle and hostile nesting throw instead of overflowing the stack")
  func cycles() {
    Self.expectRefusal()
  }

  @Test(
    "A small stack is not overflowed either", arguments: [256 << 10, 512 << 10, 1 << 20, 8 << 20])
  func smallStacks(size: Int) {
    onThread(stackSize: size) { Self.expectRefusal() }
  }
}
#endif

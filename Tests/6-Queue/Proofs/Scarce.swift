#if Solutions
import Grading
import Groundwork
import Testing

// What a queue needs may not be there: that is an error, and ends nothing.

extension `6-Queue` {
  @Suite(.exercise("6.1")) struct Scarce {
    @Test("Where no file may be so large, a queue and an array throw EFBIG")
    func smallFiles() throws {
      try withLargestFile(1 << 20) {
        let names = [
          name { _ = try SharedQueue<Int>() },
          name { _ = try SharedQueue<Int>(capacity: 8, byteCapacity: 1 << 20) },
          name { _ = try JoinableQueue<Int>() },
          name { _ = try SharedArray(repeating: 0, count: 1 << 20) },
        ]
        #expect(names == Array(repeating: "EFBIG", count: 4), "no signal, and no other error")
        let queue = try SharedQueue<Int>(capacity: 8, byteCapacity: 1 << 16)
        try queue.put(3)
        #expect(try queue.get() == 3, "a smaller one can be made")
      }
    }

    @Test("Without a descriptor left, they throw EMFILE")
    func noDescriptors() {
      withFreeDescriptors(0) {
        let names = [
          name { _ = try SharedQueue<Int>() },
          name { _ = try SharedArray(repeating: 0, count: 8) },
          name { _ = try SharedLock() },
          name { _ = try SharedEvent() },
        ]
        #expect(names == Array(repeating: "EMFILE", count: 4))
      }
    }

    /// The name of the system's error.
    private func name(_ body: () throws -> Void) -> String? {
      do {
        try body()
        return nil
      } catch {
        return (error as? SystemError)?.name ?? "\(error)"
      }
    }
  }
}
#endif

#if Solutions
import Grading
import Groundwork
import Testing

extension `5-Event` {
  @Suite(.exercise("5.6")) struct Numbers {
    @Test(
      "A barrier that nobody can pass is refused",
      arguments: [0, -1, Int.min, 1 << 24 + 1, Int.max])
    func parties(number: Int) {
      #expect(throws: BarrierError.badParties(number)) { try SharedBarrier(parties: number) }
    }

    @Test("One for very many parties can be made")
    func mostParties() throws {
      let barrier = try SharedBarrier(parties: 1 << 24)
      #expect(!barrier.isBroken)
    }

    @Test("Semaphores have no more permits than fit", arguments: [-1, Int.min, 1 << 31, Int.max])
    func permits(number: Int) {
      #expect(throws: LockError.badPermits(number)) { try SharedSemaphore(permits: number) }
      #expect(throws: LockError.badPermits(number)) {
        try SharedSemaphore(permits: number, isBounded: true)
      }
    }
  }
}
#endif

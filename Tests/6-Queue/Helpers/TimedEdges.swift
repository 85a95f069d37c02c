import Grading
import Groundwork
import Testing

// Tests of 6.2, beside those in 02-TimedPutGet.swift.

extension `6-Queue`.`02-TimedPutGet` {
  @Test("What put throws at once it throws with a timeout, too, and not full")
  func otherErrors() throws {
    let queue = try SharedQueue<String>.withoutSlices(capacity: 1, byteCapacity: 4_096)
    let isLarge = String(repeating: "x", count: 1_000_000)
    let large = try Observed { try queue.put(isLarge, timeout: .milliseconds(20)) }
    let error = #expect(throws: QueueError.self, "the item is larger than the queue can be") {
      try large.value(orElse: "there will never be room for such an item, and put waits on")
    }
    let isTooLarge = if case .tooLarge = error { true } else { false }
    #expect(
      isTooLarge,
      "full means that one has only to wait; for an item that is too large it makes no sense")
    queue.closeAnyway()
    for seconds in [0, 600] {
      let put = try Observed { try queue.put("", timeout: .seconds(seconds)) }
      #expect(
        throws: QueueError.closed,
        "the queue is closed: to wait for room and to try again makes no sense"
      ) { try put.value(orElse: "the queue is closed, and put waits for room") }
    }
  }

  @Test("When a try throws, that comes out, and the lock is free again")
  func tryThrows() throws {
    let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
    let wait = try Observed { () -> Bool in
      defer { if queue.lock.isHeldByCurrentThread { try? queue.lock.unlock() } }
      do {
        _ = try queue.wait(for: queue.items, until: .never) { throw QueueError.closed }
        throw TestFailure("the try threw, and wait(for:until:_:) returned")
      } catch QueueError.closed { return !queue.lock.isHeldByCurrentThread }
    }
    let isFree = try wait.value(orElse: "a try threw, and wait(for:until:_:) sleeps on")
    #expect(
      isFree,
      """
      a try threw, as it does at a closed queue, and wait(for:until:_:) kept the lock: nobody can \
      use the queue any more. `withLock` gives it back however the body ends
      """)
  }
}

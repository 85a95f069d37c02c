#if DEBUG
import Grading
import Groundwork
import Synchronization

// What threads do in every order that their steps can come in: `Interleavings` tells how. The
// exercises try a few preemptions, Proofs/EveryInterleaving.swift tries more.

/// A queue, and what was got.
final class Scene: Sendable {
  let queue: SharedQueue<Int>
  // Nobody ever waits for it: one thread runs at a time, and it is no step.
  private let got = Mutex<[Int]>([])
  private let second = Mutex(false)

  init(capacity: Int, items: [Int] = []) throws {
    queue = try SharedQueue(capacity: capacity, byteCapacity: 100, slice: nil)
    for item in items { try queue.put(item) }
  }

  @available(*, noasync)
  func put(_ items: [Int]) throws {
    for item in items { try queue.put(item) }
  }

  @available(*, noasync)
  func get(_ count: Int) throws {
    for _ in 0..<count {
      let item = try queue.get()
      got.withLock { $0.append(item) }
    }
  }

  @available(*, noasync)
  func getInTime() throws {
    do {
      let item = try queue.get(timeout: .seconds(1))
      got.withLock { $0.append(item) }
    } catch QueueError.empty {
      // Its time was over.
    }
  }

  func noteSecond() { second.withLock { $0 = true } }
  var hasSecond: Bool { second.withLock { $0 } }

  func check(_ expected: [Int], isOrdered: Bool = false) throws {
    let got = got.withLock { $0 }
    let left = queue.numbers.put - queue.numbers.taken
    if (isOrdered ? got : got.sorted()) != expected || left != 0 {
      throw TestFailure("\(got) were got, not \(expected), and \(left) are left")
    }
  }
}

/// Two tasks that were got.
struct Tasks: Sendable {
  let queue: JoinableQueue<Int>

  init() throws {
    queue = try JoinableQueue(capacity: 2, slice: nil)
    for number in 0..<2 { try queue.put(number) }
    for _ in 0..<2 { _ = try queue.get() }
  }
}
#endif

import Groundwork

extension SharedQueue: Sequence {
  /// Takes one item after the other out of the queue: a loop ends when the queue is closed and empty.
  public struct Iterator: IteratorProtocol {
    let queue: SharedQueue
  }

  /// What a `for` loop uses.
  ///
  /// Each item is taken, so that no other loop sees it.
  public func makeIterator() -> Iterator { Iterator(queue: self) }
}

/// A queue that knows which items were dealt with: one can wait until all were.
///
/// Whoever gets an item calls `taskDone` when the work on it is done. A copy is the same queue. Codable
/// while a child is started or a message is sent.
///
/// ```swift
/// struct Cleaner: ProcessTarget {
///   let rooms: JoinableQueue<String>
///
///   func run() throws {
///     for room in rooms.queue {
///       print("the \(room) is clean")
///       try rooms.taskDone()
///     }
///   }
/// }
///
/// let rooms = try JoinableQueue<String>()
/// let child = ChildProcess(Cleaner(rooms: rooms))
/// try child.start()
/// for room in ["kitchen", "hall"] { try rooms.put(room) }
/// try rooms.join()
/// try rooms.queue.close()
/// try child.join()
/// ```
public struct JoinableQueue<Element: Codable & Sendable>: Sendable, Codable {
  /// What it is, apart from that.
  public let queue: SharedQueue<Element>

  /// Rung when all items have been reported as done.
  package var finished: Bell {
    Bell(in: queue.storage.memory, at: QueueLayout.finished, slice: queue.items.slice)
  }

  /// Makes a queue that is empty.
  ///
  /// - Parameters:
  ///   - capacity: How many items there can be: from 1 to 16,777,216.
  ///   - byteCapacity: How many bytes the items can have together, encoded, at the most.
  /// - Throws: As `SharedQueue`.
  public init(capacity: Int = 65_536, byteCapacity: Int = 1 << 32) throws {
    queue = try SharedQueue(capacity: capacity, byteCapacity: byteCapacity)
  }

  /// As `init(capacity:byteCapacity:)`, with bells that sleep for a `slice` at a time.
  package init(capacity: Int, slice: Duration?) throws {
    queue = try SharedQueue(capacity: capacity, slice: slice)
  }

  /// Puts an item at the end of the line: `SharedQueue.put(_:)`.
  @available(*, noasync)
  public func put(_ item: Element) throws { try queue.put(item) }

  /// Takes the item at the head of the line: `SharedQueue.get()`.
  ///
  /// Call `taskDone` when it is done.
  @available(*, noasync)
  public func get() throws -> Element { try queue.get() }
}

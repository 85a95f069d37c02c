import Groundwork
import Synchronization

/// A word on which one thread of this process sleeps until another one advances it.
///
/// Who waits names the count that it saw, as in lesson 5, so that no advance is missed. One too many
/// does no harm: look again whether there is what you wait for.
package final class EventCount: Sendable {
  private let word: SharedWord

  fileprivate init(_ word: SharedWord) { self.word = word }

  /// How often it was advanced so far.
  package var count: UInt32 { word.load() }

  /// Counts one more, and wakes whoever sleeps on it (`futex`).
  package func advance() {
    var now = word.load()
    while true {
      let (exchanged, original) = word.compareExchange(expected: now, desired: now &+ 1)
      if exchanged { break }
      now = original
    }
    word.wake()
  }

  /// Sleeps until it has been advanced more often than `count` times.
  ///
  /// Many tasks are short, and a thread that sleeps is woken late: so it looks for some microseconds
  /// before it falls asleep.
  ///
  /// - Returns: False once the deadline has passed. It may return true too early.
  package func wait(after count: UInt32, until deadline: Deadline = .never) -> Bool {
    word.waitPatiently(while: count, until: deadline)
  }
}

/// The event counts of a pool, which are used again and again.
///
/// Their memory is this process's alone, and takes no descriptor: who waits for a task, or makes a pool,
/// must not fail because the workers have used them up.
package final class EventCounts: Sendable {
  private static let perBlock = 64
  private let free = Mutex<[EventCount]>([])

  /// Takes one that nobody sleeps on.
  func take() -> EventCount {
    free.withLock { free in
      if free.isEmpty { free = Self.block() }
      return free.removeLast()
    }
  }

  /// Gives one back.
  ///
  /// Somebody may still advance it.
  func giveBack(_ eventCount: EventCount) {
    free.withLock { $0.append(eventCount) }
  }

  /// Some new ones, each in a cache line of its own.
  private static func block() -> [EventCount] {
    let memory = SharedMemory(forThreads: perBlock * 64)
    return (0..<perBlock).map { EventCount(SharedWord(in: memory, at: $0 * 64)) }
  }
}

/// A value that comes later, once.
package final class Later<Value: Sendable>: Sendable {
  private enum State {
    case waiting([EventCount])
    case there(Value)
  }

  private let state = Mutex(State.waiting([]))
  private let eventCounts: EventCounts

  /// Nothing yet; who waits for it uses the event counts of `pool`.
  package init(for pool: ProcessPool) { eventCounts = pool.engine.eventCounts }

  init(_ eventCounts: EventCounts) { self.eventCounts = eventCounts }

  /// Sets the value, and wakes all who wait for it.
  ///
  /// Only the first call counts.
  ///
  /// - Returns: Whether this was the first call.
  @discardableResult
  package func set(_ value: Value) -> Bool {
    let waiting: [EventCount]? = state.withLock { state in
      guard case .waiting(let eventCounts) = state else { return nil }
      state = .there(value)
      return eventCounts
    }
    waiting?.forEach { $0.advance() }
    return waiting != nil
  }

  /// The value, if it is there.
  package var value: Value? {
    state.withLock { state in
      if case .there(let value) = state { value } else { nil }
    }
  }

  /// Waits for the value, and uses no processor meanwhile.
  ///
  /// - Parameter deadline: When to give up.
  /// - Returns: The value; nil if it was not there in time.
  package func wait(until deadline: Deadline) -> Value? {
    if let value { return value }
    if deadline.hasPassed { return nil }
    let eventCount = eventCounts.take()
    defer { eventCounts.giveBack(eventCount) }
    var count = eventCount.count
    state.withLock { state in
      if case .waiting(let eventCounts) = state { state = .waiting(eventCounts + [eventCount]) }
    }
    while value == nil {
      guard eventCount.wait(after: count, until: deadline) else { break }
      count = eventCount.count
    }
    return state.withLock { state in
      switch state {
      case .there(let value): return value
      case .waiting(let eventCounts):
        state = .waiting(eventCounts.filter { $0 !== eventCount })
        return nil
      }
    }
  }

  /// Waits for the value, however long it takes.
  package func wait() -> Value {
    while true {
      if let value = wait(until: .never) { return value }
    }
  }
}

/// A row of values that come later, in any order.
package final class Row<Value: Sendable>: Sendable {
  private let values: Mutex<(slots: [Value?], missing: Int)>
  private let isComplete: Later<Void>

  /// A row of `count` empty places; who waits for it uses the event counts of `pool`.
  package init(count: Int, for pool: ProcessPool) {
    values = Mutex((Array(repeating: nil, count: count), count))
    isComplete = Later(for: pool)
    if count == 0 { isComplete.set(()) }
  }

  /// Puts a value into its place, once for each.
  package func put(_ value: Value, at index: Int) {
    let isLast = values.withLock { values in
      precondition(values.slots[index] == nil, "There is something in place \(index) already.")
      values.slots[index] = value
      values.missing -= 1
      return values.missing == 0
    }
    // Whoever waits is woken once, by the last one.
    if isLast { isComplete.set(()) }
  }

  /// Waits until every place is filled, and returns the values in the order of their places.
  package func all() -> [Value] {
    isComplete.wait()
    return values.withLock { $0.slots.compactMap { $0 } }
  }
}

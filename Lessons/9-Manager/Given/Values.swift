import Groundwork

/// A value in a manager's server.
///
/// A copy is the same value. Codable while a child is started or a message is sent.
///
/// ```swift
/// let manager = try Manager()
/// let motto = try manager.value("share nothing")
/// try motto.set("share on purpose")
/// print(try motto.get())
/// try manager.close()
/// ```
public struct RemoteValue<Value: Codable & Sendable>: Sendable, Codable {
  package let object: RemoteObject<Value>
}

/// An array in a manager's server: its number of elements is fixed.
///
/// A copy is the same array. Codable while a child is started or a message is sent.
///
/// ```swift
/// let manager = try Manager()
/// let scores = try manager.array([0, 0, 0])
/// try scores.set(at: 1, to: 5)
/// print(try scores.contents)  // [0, 5, 0]
/// try manager.close()
/// ```
public struct RemoteArray<Element: Codable & Sendable>: Sendable, Codable {
  package let object: RemoteObject<[Element]>
}

/// A first-in, first-out queue in a manager's server.
///
/// A copy is the same queue. Codable while a child is started or a message is sent.
///
/// ```swift
/// let manager = try Manager()
/// let jobs = try manager.queue(of: String.self, capacity: 10)
/// try jobs.put("wash")
/// while let job = try jobs.get(timeout: .zero) { print(job) }
/// try manager.close()
/// ```
public struct RemoteQueue<Element: Codable & Sendable>: Sendable, Codable {
  package let object: RemoteObject<QueueState<Element>>
}

/// What a remote queue is in the server.
package struct QueueState<Element: Codable & Sendable>: Codable, Sendable {
  /// Those that nobody took yet, by the number that they were put with.
  private var elements: [Int: Element] = [:]
  private var first = 0
  private let capacity: Int?

  /// Makes an empty queue for so many elements; nil means any number.
  package init(capacity: Int?) { self.capacity = capacity }

  /// How many elements there are.
  package var count: Int { elements.count }

  /// Whether there is no room for another one.
  package var isFull: Bool { capacity.map { elements.count >= $0 } ?? false }

  /// Puts an element behind the others.
  package mutating func append(_ element: Element) { elements[first + elements.count] = element }

  /// Takes the element that was put first; nil if there is none.
  package mutating func popFirst() -> Element? {
    guard let element = elements.removeValue(forKey: first) else { return nil }
    first += 1
    return element
  }
}

/// A flag in a manager's server, for which processes can wait.
///
/// A copy is the same event. Codable while a child is started or a message is sent.
///
/// ```swift
/// let manager = try Manager()
/// let isOpen = try manager.event()
/// try isOpen.set()
/// print(try isOpen.wait(timeout: .seconds(1)))  // true
/// try manager.close()
/// ```
public struct RemoteEvent: Sendable, Codable {
  package let object: RemoteObject<EventState>
}

/// What a remote event is in the server.
package struct EventState: Codable, Sendable {
  /// Whether it is set.
  package var isSet = false
  /// How often it was set while it was clear.
  package var timesSet = 0

  /// Makes an event that is clear.
  package init() {}
}

extension Manager {
  /// Makes a shared value.
  ///
  /// - Parameter value: What it begins with.
  /// - Returns: A handle of it.
  /// - Throws: `ManagerError`.
  public func value<Value>(_ value: Value) throws -> RemoteValue<Value> {
    RemoteValue(object: try share(value))
  }

  /// Makes a shared array.
  ///
  /// - Parameter elements: What it begins with, and as many as it always has.
  /// - Returns: A handle of it.
  /// - Throws: `ManagerError`.
  public func array<Element>(_ elements: [Element]) throws -> RemoteArray<Element> {
    RemoteArray(object: try share(elements))
  }

  /// Makes a shared queue, which is empty.
  ///
  /// - Parameters:
  ///   - type: What can be put into it.
  ///   - capacity: How many elements it has room for; nil means any number.
  /// - Returns: A handle of it.
  /// - Throws: `ManagerError`.
  public func queue<Element>(
    of type: Element.Type, capacity: Int? = nil
  ) throws -> RemoteQueue<Element> {
    RemoteQueue(object: try share(QueueState(capacity: capacity)))
  }

  /// Makes a shared event, which is clear.
  ///
  /// - Returns: A handle of it.
  /// - Throws: `ManagerError`.
  public func event() throws -> RemoteEvent {
    RemoteEvent(object: try share(EventState()))
  }

  /// Makes a shared condition, whose lock is free.
  ///
  /// - Returns: A handle of it.
  /// - Throws: `ManagerError`.
  public func condition() throws -> RemoteCondition {
    RemoteCondition(object: try share(ConditionState()))
  }
}

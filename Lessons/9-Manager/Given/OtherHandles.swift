import Groundwork

// What clients call: each is one request.

extension RemoteValue {
  /// A copy of the value.
  ///
  /// - Returns: The value.
  /// - Throws: `ManagerError`.
  public func get() throws -> Value { try object.perform(GetAll()) }

  /// Sets the value.
  ///
  /// - Parameter value: The new one.
  /// - Throws: `ManagerError`.
  public func set(_ value: Value) throws { _ = try object.perform(SetAll(value: value)) }
}

extension RemoteArray {
  /// The element at `index`: a copy.
  ///
  /// - Parameter index: From 0.
  /// - Returns: The element.
  /// - Throws: `ManagerError.failed` with `RemoteObjectError.indexOutOfRange`.
  public func get(at index: Int) throws -> Element {
    try object.perform(GetElement(index: index))
  }

  /// Sets the element at `index`.
  ///
  /// - Parameters:
  ///   - index: From 0.
  ///   - element: The element.
  /// - Throws: `ManagerError.failed` with `RemoteObjectError.indexOutOfRange`.
  public func set(at index: Int, to element: Element) throws {
    _ = try object.perform(SetElement(index: index, element: element))
  }

  /// A copy of all elements, as they are at one moment.
  ///
  /// - Throws: `ManagerError`.
  public var contents: [Element] {
    get throws { try object.perform(GetAll()) }
  }
}

extension RemoteQueue {
  /// Puts an element behind the others; blocks while the queue is full.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - timeout: How long to wait for room; nil means without end.
  /// - Returns: Whether it was put; false if the time was over first.
  /// - Throws: `ManagerError`.
  @discardableResult
  public func put(_ element: Element, timeout: Duration? = nil) throws -> Bool {
    try object.wait(for: PutElement(element: element, timeout: timeout))
  }

  /// Takes the element that was put first; blocks while the queue is empty.
  ///
  /// - Parameter timeout: How long to wait for an element; nil means without end.
  /// - Returns: The element; nil if the time was over first.
  /// - Throws: `ManagerError`.
  public func get(timeout: Duration? = nil) throws -> Element? {
    try object.wait(for: TakeElement(timeout: timeout))
  }

  /// How many elements there are at the moment.
  ///
  /// - Throws: `ManagerError`.
  public var count: Int {
    get throws { try object.perform(CountElements()) }
  }
}

extension RemoteEvent {
  /// Whether the event is set; by the time the caller looks at the answer, it may have changed.
  ///
  /// - Throws: `ManagerError`.
  public var isSet: Bool {
    get throws { try object.perform(LookAtEvent()) }
  }

  /// Sets the event: all who wait go on.
  ///
  /// - Throws: `ManagerError`.
  public func set() throws { _ = try object.perform(ChangeEvent(isSet: true)) }

  /// Clears the event: from now on, `wait` waits again.
  ///
  /// - Throws: `ManagerError`.
  public func clear() throws { _ = try object.perform(ChangeEvent(isSet: false)) }

  /// Waits until the event is set; returns at once if it is.
  ///
  /// - Parameter timeout: How long to wait; nil means without end.
  /// - Returns: Whether it was set; false if the time was over first.
  /// - Throws: `ManagerError`.
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Bool {
    try object.wait(for: AwaitEvent(timeout: timeout))
  }
}

/// Gets the whole state.
struct GetAll<State: Codable & Sendable>: RemoteOperation {
  func run(on state: inout State) -> State { state }
}

/// Sets the whole state.
struct SetAll<State: Codable & Sendable>: RemoteOperation {
  let value: State

  func run(on state: inout State) -> Done {
    state = value
    return Done()
  }
}

/// Counts what is in a queue.
struct CountElements<Element: Codable & Sendable>: RemoteOperation {
  func run(on state: inout QueueState<Element>) -> Int { state.count }
}

/// Asks whether an event is set.
struct LookAtEvent: RemoteOperation {
  func run(on state: inout EventState) -> Bool { state.isSet }
}

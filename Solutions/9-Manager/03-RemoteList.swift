import Groundwork

extension RemoteList {
  /// Appends an element.
  ///
  /// - Parameter element: The element.
  /// - Returns: How many elements there are then: 1 for the one who was first.
  /// - Throws: `ManagerError`.
  @discardableResult
  public func append(_ element: Element) throws -> Int {
    try object.perform(AppendElement(element: element))
  }

  /// The element at `index`: a copy.
  ///
  /// - Parameter index: From 0.
  /// - Returns: The element.
  /// - Throws: `ManagerError.failed` with `RemoteObjectError.indexOutOfRange`.
  public func get(at index: Int) throws -> Element {
    try object.perform(GetElement(index: index))
  }

  /// Sets the element at `index`, in place of the one that is there.
  ///
  /// - Parameters:
  ///   - index: From 0.
  ///   - element: The element.
  /// - Throws: `ManagerError.failed` with `RemoteObjectError.indexOutOfRange`.
  public func set(at index: Int, to element: Element) throws {
    _ = try object.perform(SetElement(index: index, element: element))
  }
}

/// Appends an element to a list.
package struct AppendElement<Element: Codable & Sendable>: RemoteOperation {
  let element: Element

  /// Appends the element; returns the number of elements after that.
  package func run(on state: inout [Element]) throws -> Int {
    state.append(element)
    return state.count
  }
}

/// Gets an element of a list.
package struct GetElement<Element: Codable & Sendable>: RemoteOperation {
  let index: Int

  /// The element at the index.
  ///
  /// - Throws: `RemoteObjectError.indexOutOfRange`: a trap would end the server, and all its objects.
  package func run(on state: inout [Element]) throws -> Element {
    guard state.indices.contains(index) else {
      throw RemoteObjectError.indexOutOfRange(index, count: state.count)
    }
    return state[index]
  }
}

/// Sets an element of a list.
package struct SetElement<Element: Codable & Sendable>: RemoteOperation {
  let index: Int
  let element: Element

  /// Sets the element at the index.
  ///
  /// - Throws: `RemoteObjectError.indexOutOfRange`: a trap would end the server, and all its objects.
  package func run(on state: inout [Element]) throws -> Done {
    guard state.indices.contains(index) else {
      throw RemoteObjectError.indexOutOfRange(index, count: state.count)
    }
    state[index] = element
    return Done()
  }
}

import Groundwork

extension RemoteList {
  /// Appends an element.
  ///
  /// - Parameter element: The element.
  /// - Returns: How many elements there are then: 1 for the one who was first.
  /// - Throws: `ManagerError`.
  @discardableResult
  public func append(_ element: Element) throws -> Int {
    todo("Let the server append the element.")
  }

  /// The element at `index`: a copy.
  ///
  /// - Parameter index: From 0.
  /// - Returns: The element.
  /// - Throws: `ManagerError.failed` with `RemoteObjectError.indexOutOfRange`.
  public func get(at index: Int) throws -> Element {
    todo("Let the server get the element.")
  }

  /// Sets the element at `index`, in place of the one that is there.
  ///
  /// - Parameters:
  ///   - index: From 0.
  ///   - element: The element.
  /// - Throws: `ManagerError.failed` with `RemoteObjectError.indexOutOfRange`.
  public func set(at index: Int, to element: Element) throws {
    todo("Let the server set the element.")
  }
}

/// Appends an element to a list.
package struct AppendElement<Element: Codable & Sendable>: RemoteOperation {
  let element: Element

  /// Appends the element; returns the number of elements after that.
  package func run(on state: inout [Element]) throws -> Int {
    todo("Append the element, and return how many there are.")
  }
}

/// Gets an element of a list.
package struct GetElement<Element: Codable & Sendable>: RemoteOperation {
  let index: Int

  /// The element at the index.
  ///
  /// - Throws: `RemoteObjectError.indexOutOfRange`: a trap would end the server, and all its objects.
  package func run(on state: inout [Element]) throws -> Element {
    todo("Return the element at the index, or throw if there is none.")
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
    todo("Set the element at the index, or throw if there is none.")
  }
}

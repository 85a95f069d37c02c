// Mistake: "An index that is out of range throws, and the server goes on": the list looks before it
// asks, the operations do not; `RemoteArray.get(at: 99)`, which uses the same operations, ends the
// server.
// Caught by: An index that is out of range throws, and the server goes on
// Verdict: failed
import Groundwork

extension RemoteList {
  @discardableResult
  public func append(_ element: Element) throws -> Int {
    try object.perform(AppendElement(element: element))
  }

  public func get(at index: Int) throws -> Element {
    try check(index)
    return try object.perform(GetElement(index: index))
  }

  public func set(at index: Int, to element: Element) throws {
    try check(index)
    _ = try object.perform(SetElement(index: index, element: element))
  }

  private func check(_ index: Int) throws {
    let count = try contents.count
    guard index >= 0, index < count else {
      let error = RemoteObjectError.indexOutOfRange(index, count: count)
      throw ManagerError.failed(type: "RemoteObjectError", message: error.description)
    }
  }
}

package struct AppendElement<Element: Codable & Sendable>: RemoteOperation {
  let element: Element

  package func run(on state: inout [Element]) throws -> Int {
    state.append(element)
    return state.count
  }
}

package struct GetElement<Element: Codable & Sendable>: RemoteOperation {
  let index: Int

  package func run(on state: inout [Element]) throws -> Element {
    state[index]
  }
}

package struct SetElement<Element: Codable & Sendable>: RemoteOperation {
  let index: Int
  let element: Element

  package func run(on state: inout [Element]) throws -> Done {
    state[index] = element
    return Done()
  }
}

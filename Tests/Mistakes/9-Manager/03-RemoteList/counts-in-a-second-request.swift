// Mistake: "Returns: How many elements there are then: 1 for the one who was first": the number is asked for afterwards, so of two who append at once nobody may get 1 and both get 2.
// Caught by: append returns the number that came with its own request
// Verdict: failed
import Groundwork

extension RemoteList {
  @discardableResult
  public func append(_ element: Element) throws -> Int {
    _ = try object.perform(AppendElement(element: element))
    return try contents.count
  }

  public func get(at index: Int) throws -> Element {
    try object.perform(GetElement(index: index))
  }

  public func set(at index: Int, to element: Element) throws {
    _ = try object.perform(SetElement(index: index, element: element))
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
    guard state.indices.contains(index) else {
      throw RemoteObjectError.indexOutOfRange(index, count: state.count)
    }
    return state[index]
  }
}

package struct SetElement<Element: Codable & Sendable>: RemoteOperation {
  let index: Int
  let element: Element

  package func run(on state: inout [Element]) throws -> Done {
    guard state.indices.contains(index) else {
      throw RemoteObjectError.indexOutOfRange(index, count: state.count)
    }
    state[index] = element
    return Done()
  }
}

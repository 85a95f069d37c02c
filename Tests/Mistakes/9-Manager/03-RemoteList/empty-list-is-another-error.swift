// Mistake: "Throws: `ManagerError.failed` with `RemoteObjectError.indexOutOfRange`": `get(at: 0)`
// of an empty list tells of `noSuchKey`.
// Caught by: An index that is out of range throws, and the server goes on
// Verdict: failed
import Groundwork

extension RemoteList {
  @discardableResult
  public func append(_ element: Element) throws -> Int {
    try object.perform(AppendElement(element: element))
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
    guard !state.isEmpty else { throw RemoteObjectError.noSuchKey("\(index)") }
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

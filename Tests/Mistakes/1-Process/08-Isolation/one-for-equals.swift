// Mistake: Equal elements share one child.
// Caught by: Equal elements have a process each, too
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var globalList: [String] = []

public struct AppendToGlobalList: ProcessTarget {
  let element: String

  public init(_ element: String) {
    self.element = element
  }

  public func run() {
    globalList.append(element)
    exit(CInt(globalList.count))
  }
}

public func appendInChildren(_ elements: [String]) throws -> [ChildProcess] {
  var children: [String: ChildProcess] = [:]
  for element in elements where children[element] == nil {
    let child = ChildProcess(AppendToGlobalList(element), name: "Append \(element)")
    try child.start()
    children[element] = child
  }
  for child in children.values { try child.join() }
  return elements.compactMap { children[$0] }
}

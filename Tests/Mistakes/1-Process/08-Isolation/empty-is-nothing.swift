// Mistake: An empty element is not appended.
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
    if !element.isEmpty { globalList.append(element) }
    exit(CInt(globalList.count))
  }
}

public func appendInChildren(_ elements: [String]) throws -> [ChildProcess] {
  let children = elements.map { element in
    ChildProcess(AppendToGlobalList(element), name: "Append \(element)")
  }
  for child in children { try child.start() }
  for child in children { try child.join() }
  return children
}

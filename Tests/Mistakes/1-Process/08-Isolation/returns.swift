// Mistake: The count is not handed out: a target that returns exits with 0.
// Caught by: Each of ten children counts one element
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

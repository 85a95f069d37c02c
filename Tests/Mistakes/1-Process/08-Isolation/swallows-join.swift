// Beginner: A join that throws is taken for one that has waited.
// Caught by: A child whose end can't be known makes it throw
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
  let children = elements.map { element in
    ChildProcess(AppendToGlobalList(element), name: "Append \(element)")
  }
  for child in children { try child.start() }
  for child in children { try? child.join() }
  return children
}

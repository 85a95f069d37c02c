// Mistake: The answer is known, so nothing needs to be counted.
// Caught by: A child appends its element to what its list holds, and counts
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var globalList: [String] = []

public struct AppendToGlobalList: ProcessTarget {
  let element: String

  public init(_ element: String) {
    self.element = element
  }

  public func run() {
    exit(1)
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
